/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings in a clamd.conf(5) that matter here.
 *
 * @param socket LocalSocket
 * @param databases DatabaseDirectory
 * @param maxFileSize the smaller of MaxFileSize and MaxScanSize, in bytes: of larger files clamd
 *     says OK without having looked at all of them. {@code Long.MAX_VALUE} where neither is set
 */
record ClamdConf(Optional<Path> socket, Optional<Path> databases, long maxFileSize) {
    static final ClamdConf NONE = new ClamdConf(Optional.empty(), Optional.empty(), Long.MAX_VALUE);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMG]?)");

    /** Reads a file; what is not there or not readable sets nothing. */
    static ClamdConf read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return NONE;
        }
    }

    static ClamdConf parse(String text) {
        return new ClamdConf(
                value(text, "LocalSocket").map(Path::of),
                value(text, "DatabaseDirectory").map(Path::of),
                Math.min(size(text, "MaxFileSize"), size(text, "MaxScanSize")));
    }

    private static Optional<String> value(String text, String key) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.matches(key + "\\s.*"))
                .map(line -> line.substring(key.length()).strip())
                .map(value -> value.replaceAll("^\"(.*)\"$", "$1"))
                .findFirst();
    }

    /** 0 stands for no limit. */
    private static long size(String text, String key) {
        return value(text, key)
                .map(ClamdConf::bytes)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .filter(bytes -> bytes > 0)
                .orElse(Long.MAX_VALUE);
    }

    private static OptionalLong bytes(String value) {
        Matcher matcher = SIZE.matcher(value.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : 1 + "KMG".indexOf(matcher.group(2));
        return OptionalLong.of(Long.parseLong(matcher.group(1)) << (10 * power));
    }
}
