/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.scanner.clamd.conf.ConfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

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

    /** Reads a file; what is not there or not readable sets nothing. */
    static ClamdConf read(Path file) {
        try {
            return of(ConfFile.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            return NONE;
        }
    }

    static ClamdConf of(ConfFile conf) {
        return new ClamdConf(
                path(conf, "LocalSocket"),
                path(conf, "DatabaseDirectory"),
                Math.min(size(conf, "MaxFileSize"), size(conf, "MaxScanSize")));
    }

    /** Of the bytes in the file; a path that is no UTF-8 is another one than Java can name. */
    private static Optional<Path> path(ConfFile conf, String option) {
        return conf.value(option)
                .map(value -> value.getBytes(StandardCharsets.ISO_8859_1))
                .map(bytes -> Path.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static long size(ConfFile conf, String option) {
        return conf.value(option)
                .map(ConfFile::size)
                .orElse(OptionalLong.empty())
                .orElse(Long.MAX_VALUE);
    }
}
