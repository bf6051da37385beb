/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.config.Named;

/** Which accesses are scanned, from the least to the most. */
public enum ScanOn implements Named {
    /** Each file that is being modified, once a quiet period. */
    MODIFY("modify"),
    /** Files closed after writing. */
    WRITE("write"),
    /** Files closed after writing, and files before they are executed. */
    WRITE_EXEC("write-exec"),
    /** Files closed after writing or reading, and files before they are executed. */
    CLOSE_EXEC("close-exec"),
    /** Files before they are opened or executed, and closed after writing. */
    OPEN_EXEC("open-exec"),
    /** Files before each read and before they are executed, and closed after writing. */
    ACCESS_EXEC("access-exec");

    private final String text;

    ScanOn(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
