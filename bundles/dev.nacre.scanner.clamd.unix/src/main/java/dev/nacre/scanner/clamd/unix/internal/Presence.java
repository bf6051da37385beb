/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.config.Named;

/** Whether clamd is expected on this machine. */
enum Presence implements Named {
    /** Where it is installed. */
    AUTO("auto"),
    /** In any case. */
    REQUIRED("required");

    private final String text;

    Presence(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
