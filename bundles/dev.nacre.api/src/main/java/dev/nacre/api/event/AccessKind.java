/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.config.Named;

/** What was done to the file. */
public enum AccessKind implements Named {
    /** Its content was modified. */
    MODIFY("modify"),
    /** It was closed after being open for writing. */
    CLOSE_WRITE("close-write"),
    /** It was closed after being open for reading. */
    CLOSE_READ("close-read"),
    /** It is being opened. */
    OPEN("open"),
    /** It is being opened to be executed. */
    EXECUTE("execute"),
    /** It is being read. */
    READ("read"),
    /** It was moved, linked or created where it is now; told after the fact. */
    ARRIVE("arrive");

    private final String text;

    AccessKind(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
