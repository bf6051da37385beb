/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import dev.nacre.api.config.Named;

/** What became of an infected file. */
public enum Outcome implements Named {
    /** It stays where it is. */
    REPORTED("reported"),
    /** It is in quarantine. */
    QUARANTINED("quarantined"),
    /** It is deleted. */
    REMOVED("removed"),
    /** It should have been taken away, and could not be: it stays where it is. */
    FAILED("failed"),
    /** An administrator gave it back; it stays, and may be used. */
    RELEASED("released");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
