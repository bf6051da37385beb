/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import java.util.List;
import java.util.stream.Collectors;

/** What is asked for cannot be understood; nothing is written. The message has a line for each. */
public final class Mistakes extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * One mistake.
     *
     * @param where file and line, such as {@code /etc/clamav/clamd.conf:17}
     * @param message what is wrong, and what to do
     */
    public record Mistake(String where, String message) {
        @Override
        public String toString() {
            return where + ": " + message;
        }
    }

    private final transient List<Mistake> all;

    /**
     * @param all at least one
     */
    public Mistakes(List<Mistake> all) {
        super(all.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.all = List.copyOf(all);
    }

    /** In the order of the files and their lines. */
    public List<Mistake> all() {
        return all;
    }
}
