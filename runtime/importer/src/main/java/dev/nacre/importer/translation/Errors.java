/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import dev.nacre.scanner.clamd.conf.ConfFile;
import java.util.List;

/** What becomes of a file that gets no verdict, or is not scanned at all. */
final class Errors implements Subject {
    private static final String DENY = "OnAccessDenyOnError";
    static final String TIMEOUT = "OnAccessCurlTimeout";
    private static final String SIZE = "OnAccessMaxFileSize";
    private static final String RETRY = "OnAccessRetryAttempts";

    /** In milliseconds, as clamonacc has it and as a watch allows it. */
    private static final long DEFAULT_TIMEOUT = 5_000;

    private static final long MIN_DEADLINE = 100;
    private static final long MAX_DEADLINE = 600_000;

    private static final long MEBI = 1 << 20;

    /** No file is as large: what a size without limit is in a watch. */
    private static final String NO_LIMIT = "1024T";

    @Override
    public List<String> options() {
        return List.of(DENY, TIMEOUT, SIZE, RETRY);
    }

    @Override
    public void translate(Input input, Draft draft) {
        draft.leave(
                input.all(RETRY),
                "Nacre asks anew by itself when a connection breaks, and scans again what got no"
                        + " verdict, as often as need be");
    }

    /** Sets the keys of a watch. */
    static void set(CfgFile file, Input input, Draft draft) {
        List<Said> deny = input.all(DENY);
        file.set(
                "onError",
                input.says(DENY) ? "deny" : "allow",
                deny.isEmpty()
                        ? List.of("clamonacc's default.")
                        : Draft.origins(
                                deny,
                                "Here it holds whatever the error is: clamd not there, too slow, or"
                                        + " failing."));
        draft.carry(deny, file, "onError");
        List<Said> timeout = input.all(TIMEOUT);
        file.set(
                "deadline",
                duration(deadline(input)),
                timeout.isEmpty()
                        ? List.of("clamonacc's default; afterwards onError answers.")
                        : Draft.origins(
                                timeout,
                                "For connecting, sending and the answer together; afterwards"
                                        + " onError answers. From 100ms to 10m."));
        draft.carry(timeout, file, "deadline");
        List<Said> size = input.all(SIZE);
        file.set(
                "maxFileSize",
                size.isEmpty() ? "5M" : size(size.get(0)),
                size.isEmpty()
                        ? List.of("clamonacc's default. Larger files are not scanned.")
                        : Draft.origins(size));
        draft.carry(size, file, "maxFileSize");
        file.set("oversize", "allow", List.of("As clamonacc does; here it is counted."));
    }

    /** A size of clamd.conf as a .cfg file has it. */
    static String size(Said said) {
        return size(ConfFile.size(said.value()).orElse(Long.MAX_VALUE));
    }

    static String size(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return NO_LIMIT;
        }
        return bytes % MEBI == 0 ? bytes / MEBI + "M" : Long.toString(bytes);
    }

    static String duration(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** In milliseconds, within what a watch allows. */
    static long deadline(Input input) {
        long wanted =
                input.one(TIMEOUT)
                        .map(said -> Long.parseLong(said.value()))
                        .filter(millis -> millis > 0)
                        .orElse(DEFAULT_TIMEOUT);
        return Math.max(MIN_DEADLINE, Math.min(MAX_DEADLINE, wanted));
    }
}
