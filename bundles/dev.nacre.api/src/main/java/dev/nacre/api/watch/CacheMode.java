/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.config.Named;

/** Where clean verdicts are kept. */
public enum CacheMode implements Named {
    /**
     * As {@link #MEMORY}; and of files that are opened often the kernel itself lets further
     * openings pass, until somebody opens them for writing.
     */
    KERNEL("kernel"),
    /** In this process, looked up before anything else. */
    MEMORY("memory"),
    /** Nowhere: each access is scanned. */
    NONE("none");

    private final String text;

    CacheMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
