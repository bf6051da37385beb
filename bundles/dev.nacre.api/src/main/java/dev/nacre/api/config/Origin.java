/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

/**
 * Who has changed a configuration, and from where.
 *
 * @param means by what means
 * @param who a user, or the symbolic name of a bundle
 * @param from a process, an address, or a file; in words for people
 */
public record Origin(Means means, String who, String from) {
    /** By what means a configuration was changed. */
    public enum Means implements Named {
        /** By a verb of {@code bin/nacre}. */
        CONTROL("control"),
        /** In the web console. */
        CONSOLE("console"),
        /** By a file in {@code etc/}. */
        FILE("file"),
        /** By a bundle that speaks to Config Admin. */
        BUNDLE("bundle");

        private final String text;

        Means(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return who + ", " + means.text() + ", " + from;
    }
}
