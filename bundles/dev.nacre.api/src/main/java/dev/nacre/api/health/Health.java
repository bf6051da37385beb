/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.health;

/** How well something is, from best to worst. */
public enum Health {
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

    /** {@return the name for people and machines, lower case} */
    public String text() {
        return text;
    }
}
