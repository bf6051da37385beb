/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What clamd's replies to scans mean (clamd(8) and clamd/session.c, clamd/scanner.c). */
public final class Replies {
    private static final String FOUND = " FOUND";
    private static final String ERROR = "ERROR";

    /** Hash and size of what was found, with ExtendedDetectionInfo (clamd.conf(5)). */
    private static final Pattern EXTENDED = Pattern.compile("\\([0-9a-fA-F]+:\\d+\\)$");

    /** Names that stand for a limit and not for malware, with AlertExceedsMax (clamd.conf(5)). */
    private static final String LIMITS = "Heuristics.Limits.Exceeded";

    private static final int SHOWN = 120;

    private Replies() {}

    /**
     * The verdict in a reply such as {@code fd[9]: OK} or {@code stream: Some.Name FOUND}.
     *
     * @return empty where it is no reply to a scan
     */
    public static Optional<Verdict> verdict(String reply) {
        String text = reply.strip();
        // The subject is clamd's own word (fd[N] or stream) and holds no colon.
        String said = text.substring(text.indexOf(": ") < 0 ? 0 : text.indexOf(": ") + 2);
        if (said.endsWith(FOUND) && said.length() > FOUND.length()) {
            return Optional.of(found(said.substring(0, said.length() - FOUND.length())));
        }
        if (said.equals("OK") || said.equals("Empty file")) {
            return Optional.of(Verdict.CLEAN);
        }
        if (said.startsWith("Excluded")) {
            return unscanned(UnscannedReason.SCAN_FAILED, "clamd is set to leave this file out");
        }
        if (said.endsWith(ERROR)) {
            return error(said.substring(0, said.length() - ERROR.length()).strip());
        }
        return Optional.empty();
    }

    private static Verdict found(String name) {
        if (name.startsWith(LIMITS)) {
            return Verdict.unscanned(
                    UnscannedReason.LIMIT_EXCEEDED, "over a limit of clamd: " + shown(name));
        }
        return new Verdict.Infected(shown(EXTENDED.matcher(name).replaceFirst("")));
    }

    /** The texts are those of cl_strerror() in libclamav/others.c. */
    private static Optional<Verdict> error(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        String detail = "clamd says: " + shown(message);
        if (lower.contains("time limit")) {
            return unscanned(UnscannedReason.TIMED_OUT, detail);
        }
        if (lower.contains("exceeded") || lower.contains("limit reached")) {
            return unscanned(UnscannedReason.LIMIT_EXCEEDED, detail);
        }
        return unscanned(UnscannedReason.SCAN_FAILED, detail);
    }

    private static Optional<Verdict> unscanned(UnscannedReason reason, String detail) {
        return Optional.of(Verdict.unscanned(reason, detail));
    }

    /** A text from the other end, made fit to be shown: short, and nothing but printable. */
    public static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return start.replaceAll("[\\p{Cntrl}\\uFFFD]", "?");
    }
}
