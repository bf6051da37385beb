/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.plugin;

import dev.nacre.api.file.BytePath;

/**
 * A jar in {@code plugins/}.
 *
 * @param file its name in that folder
 * @param symbolicName of the bundle that is installed from it; empty where none is
 * @param version likewise
 * @param state how it is
 * @param reason why it is not simply active, and what to do; empty where it is. One that is active
 *     has a reason where the file now holds other bytes, which are refused
 */
public record Plugin(
        BytePath file, String symbolicName, String version, State state, String reason) {
    /** How a plugin is. */
    public enum State {
        /** It is at work. */
        ACTIVE("active"),
        /** It is being started, replaced or stopped. */
        BUSY("busy"),
        /** Somebody has stopped it. */
        STOPPED("stopped"),
        /** It is not at work. */
        REFUSED("refused");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** {@return the name for people and machines, lower case} */
        public String text() {
            return text;
        }
    }
}
