/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.api.config.Named;

/** How a connection to brokers is kept from others. */
enum Security implements Named {
    /** Encrypted. */
    TLS("tls"),
    /** Not at all. */
    NONE("none");

    private final String text;

    Security(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
