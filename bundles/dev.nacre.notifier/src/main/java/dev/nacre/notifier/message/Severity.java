/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import dev.nacre.api.config.Named;

/** How much a message matters, from least to most. */
public enum Severity implements Named {
    /** Nothing is to be done. */
    INFO("info"),
    /** Nacre has dealt with it; somebody should look. */
    WARNING("warning"),
    /** Somebody must act: an infected file is where it was, or nothing is guarded. */
    CRITICAL("critical");

    private final String text;

    Severity(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** Whichever matters more. */
    static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
