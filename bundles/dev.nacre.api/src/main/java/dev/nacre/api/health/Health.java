/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.health;

import dev.nacre.api.config.Named;

/** How well something is, from best to worst. */
public enum Health implements Named {
    /** It does all it should. */
    HEALTHY("healthy"),
    /** It guards, but less than it should. */
    DEGRADED("degraded"),
    /** It does not guard. */
    DOWN("down");

    private final String text;

    Health(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
