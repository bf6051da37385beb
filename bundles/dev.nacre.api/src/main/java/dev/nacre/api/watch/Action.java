/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.config.Named;

/** What becomes of an infected file. */
public enum Action implements Named {
    /** It stays where it is; the access is refused where it waits. */
    REPORT("report"),
    /** It is taken into quarantine, from where it can be given back. */
    QUARANTINE("quarantine"),
    /** It is deleted. */
    REMOVE("remove");

    private final String text;

    Action(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
