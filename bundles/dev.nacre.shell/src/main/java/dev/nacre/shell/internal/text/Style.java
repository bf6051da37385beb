/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.text;

import dev.nacre.api.health.Health;
import dev.nacre.shell.Terminal;

/** Colours, for terminals only (console_codes(4), "ECMA-48 Select Graphic Rendition"). */
public final class Style {
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";

    private final boolean colour;

    public Style(Terminal terminal) {
        this.colour = terminal.colour();
    }

    /** Text that must be seen. */
    public String bad(String text) {
        return paint(RED, text);
    }

    /** Text that should be looked at. */
    public String doubtful(String text) {
        return paint(YELLOW, text);
    }

    /** The word for a health, in its colour. */
    public String health(Health health) {
        return switch (health) {
            case HEALTHY -> paint(GREEN, health.text());
            case DEGRADED -> doubtful(health.text());
            case DOWN -> bad(health.text());
        };
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
