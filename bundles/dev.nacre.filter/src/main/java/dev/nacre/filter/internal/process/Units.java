/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.process;

import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The units of systemd's system manager that a control group belongs to: the slices it lies in, and
 * the one unit in these (systemd.slice(5)). What lies below that unit is its own affair: a user who
 * was given a folder there may name another after any unit, and it counts for nothing.
 */
final class Units {
    /** The types that have control groups, and the letters of names: systemd.unit(5). */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9:_.\\\\@-]+[.](service|scope|slice|socket|mount|swap)");

    private static final byte[] SLICE = ".slice".getBytes(StandardCharsets.US_ASCII);

    private Units() {}

    /** Whether a unit with a control group may be called so. */
    static boolean isName(String unit) {
        return NAME.matcher(unit).matches();
    }

    /** The value of the first unit that a control group belongs to and that has one. */
    static Optional<String> find(BytePath group, Map<BytePath, Optional<String>> values) {
        byte[] path = group.bytes();
        int start = 1;
        while (start < path.length) {
            int end = start;
            while (end < path.length && path[end] != '/') {
                end++;
            }
            Optional<String> value = values.get(name(path, start, end));
            if (value != null) {
                return value;
            }
            if (!isSlice(path, start, end)) {
                break;
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** systemd puts an underscore before a name that the kernel has for itself, or that has one. */
    private static BytePath name(byte[] path, int start, int end) {
        int from = path[start] == '_' ? start + 1 : start;
        return BytePath.of(Arrays.copyOfRange(path, from, end));
    }

    private static boolean isSlice(byte[] path, int start, int end) {
        int from = end - SLICE.length;
        return from > start && Arrays.equals(path, from, end, SLICE, 0, SLICE.length);
    }
}
