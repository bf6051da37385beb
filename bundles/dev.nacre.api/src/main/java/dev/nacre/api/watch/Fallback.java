/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.config.Named;

/** The answer where there is no verdict. */
public enum Fallback implements Named {
    /** Let the access pass, and count it. */
    ALLOW("allow"),
    /** Refuse the access with EPERM. */
    DENY("deny");

    private final String text;

    Fallback(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
