/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.api.config.Named;

/** How a user proves who it is (SASL mechanisms). */
enum Login implements Named {
    /** RFC 5802, RFC 7677: the password itself is not sent. */
    SCRAM_SHA_512("SCRAM-SHA-512", "scram.ScramLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "scram.ScramLoginModule"),
    /** RFC 4616: the password is sent. */
    PLAIN("PLAIN", "plain.PlainLoginModule");

    private final String text;
    private final String module;

    Login(String text, String module) {
        this.text = text;
        this.module = module;
    }

    @Override
    public String text() {
        return text;
    }

    /** The line of a JAAS configuration that Kafka reads. */
    String jaas(String user, String password) {
        return "org.apache.kafka.common.security."
                + module
                + " required username="
                + quoted(user)
                + " password="
                + quoted(password)
                + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
