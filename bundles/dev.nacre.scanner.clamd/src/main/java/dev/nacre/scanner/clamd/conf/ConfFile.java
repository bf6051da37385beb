/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.conf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a clamd.conf, read as clamd reads them (common/optparser.c, {@code optparse}, of
 * ClamAV 1.5). Texts hold bytes: each character is the byte of that number (ISO 8859-1). Immutable.
 *
 * @param lines what is set, in the order of the file
 * @param problems what clamd would refuse to start with, whatever its options are
 */
public record ConfFile(List<Line> lines, List<Problem> problems) {
    /** MAX_OPTION_LINE_LENGTH, its closing NUL not counted; clamd takes the rest for a line. */
    private static final int MAX_LINE = 1023;

    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMG]?)");

    /**
     * One setting.
     *
     * @param number from 1 on
     * @param value without quotation marks and comment; never empty
     */
    public record Line(int number, String option, String value) {}

    /**
     * A line that cannot be read.
     *
     * @param number from 1 on
     */
    public record Problem(int number, String message) {}

    public ConfFile {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    /** Reads all lines, those behind a problem too. */
    public static ConfFile parse(byte[] content) {
        List<Line> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            try {
                Optional<Line> read = read(number, line);
                read.ifPresent(lines::add);
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(number, e.getMessage()));
            }
        }
        return new ConfFile(lines, problems);
    }

    private static Optional<Line> read(int number, String line) {
        if (line.length() > MAX_LINE) {
            throw new IllegalArgumentException("clamd reads no line beyond 1023 bytes: shorten it");
        }
        String text = trim(line);
        // clamd, too, passes over a line of one sign.
        if (text.length() <= 1 || text.startsWith("#")) {
            return Optional.empty();
        }
        if (text.startsWith("Example")) {
            throw new IllegalArgumentException(
                    "the line Example says that the file was not edited yet: remove it");
        }
        if (text.endsWith("\r")) {
            throw new IllegalArgumentException(
                    "it ends as lines do on Windows, which clamd takes for a part of the value:"
                            + " convert the file (sed -i 's/\\r$//')");
        }
        int end = blank(text);
        String option = text.substring(0, end);
        String value = trim(text.substring(end));
        if (value.startsWith("\"")) {
            int quote = value.lastIndexOf('"');
            if (quote == 0) {
                throw new IllegalArgumentException(option + " lacks its closing quotation mark");
            }
            value = value.substring(1, quote);
        }
        int comment = value.indexOf('#');
        value = comment < 0 ? value : trim(value.substring(0, comment));
        if (value.isEmpty()) {
            throw new IllegalArgumentException(option + " lacks its value");
        }
        return Optional.of(new Line(number, option, value));
    }

    private static int blank(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            at++;
        }
        return at;
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The value in force of an option that may be set once: clamd takes the first. */
    public Optional<String> value(String option) {
        return lines.stream()
                .filter(line -> line.option().equals(option))
                .map(Line::value)
                .findFirst();
    }

    /**
     * A size as clamd.conf writes it, such as {@code 4096}, {@code 25m} or {@code 2G}.
     *
     * @return bytes, {@code Long.MAX_VALUE} where 0 stands for no limit or there are too many;
     *     empty where it is no size
     */
    public static OptionalLong size(String value) {
        Matcher matcher = SIZE.matcher(value.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : 1 + "KMG".indexOf(matcher.group(2));
        try {
            // strtoll(3) with base 0: a leading 0 makes it octal.
            long number = Long.decode(matcher.group(1));
            long bytes = Math.multiplyExact(number, 1L << (10 * power));
            return OptionalLong.of(bytes == 0 ? Long.MAX_VALUE : bytes);
        } catch (NumberFormatException e) {
            boolean tooLarge = matcher.group(1).matches("[1-9].*");
            return tooLarge ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }
}
