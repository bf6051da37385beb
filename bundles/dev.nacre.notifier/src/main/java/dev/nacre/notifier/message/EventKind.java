/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import dev.nacre.api.config.Named;

/** What is told of: the values of the key {@code events}. */
public enum EventKind implements Named {
    DETECTION("detection"),
    HEALTH("health");

    private final String text;

    EventKind(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
