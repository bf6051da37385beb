/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.scan;

/** What a scanner says of a file. */
public sealed interface Verdict {
    /** Nothing was found, and all of the file was looked at. */
    Verdict CLEAN = new Clean();

    /** Nothing was found, and all of the file was looked at. */
    record Clean() implements Verdict {}

    /**
     * The file is malware.
     *
     * @param signature the name of what was found, as the scanner has it
     */
    record Infected(String signature) implements Verdict {}

    /**
     * There is no verdict.
     *
     * @param reason why, for counting
     * @param detail why, for people
     */
    record Unscanned(UnscannedReason reason, String detail) implements Verdict {}

    /**
     * {@return no verdict}
     *
     * @param reason why, for counting
     * @param detail why, for people
     */
    static Verdict unscanned(UnscannedReason reason, String detail) {
        return new Unscanned(reason, detail);
    }
}
