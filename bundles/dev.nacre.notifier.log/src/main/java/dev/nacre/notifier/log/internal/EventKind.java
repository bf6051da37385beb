/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.config.Named;

/** What is told of. */
enum EventKind implements Named {
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
