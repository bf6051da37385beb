/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Quantities in the words of people. */
public final class Human {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Human() {}

    /** A count, its thousands set apart. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A size in powers of 1024, such as {@code 1.2 GiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** The two largest units of a duration, such as {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 10 && duration.toMillisPart() >= 50) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds / 60 % 60, "min");
        }
        return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        String text = large + " " + largeUnit;
        return small == 0 ? text : text + " " + small + " " + smallUnit;
    }

    /** A moment in this machine's time zone, to the second (ISO 8601). */
    public static String time(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                moment.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
    }

    public static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
