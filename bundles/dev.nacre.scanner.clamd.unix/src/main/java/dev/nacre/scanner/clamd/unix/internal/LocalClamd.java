/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.scanner.clamd.spi.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the file system tells of the clamd of this machine.
 *
 * @param socket where it listens
 * @param config its clamd.conf; empty: not looked at
 * @param databases where its signatures lie; empty: not looked at
 * @param required whether it is expected in any case
 */
record LocalClamd(Path socket, Optional<Path> config, Optional<Path> databases, boolean required)
        implements Surroundings {
    @Override
    public String fingerprint() {
        if (databases.isEmpty() && config.isEmpty()) {
            return "";
        }
        Fingerprint fingerprint = new Fingerprint();
        config.ifPresent(fingerprint::file);
        Set<Path> folders = new LinkedHashSet<>();
        databases.ifPresent(folders::add);
        databases.flatMap(any -> conf().databases()).ifPresent(folders::add);
        folders.forEach(fingerprint::folder);
        return fingerprint.text();
    }

    @Override
    public long maxFileSize() {
        return conf().maxFileSize();
    }

    @Override
    public boolean absent() {
        return !required && !Files.exists(socket) && config.map(Files::notExists).orElse(true);
    }

    /** Settings that are for another socket say nothing of this one. */
    private ClamdConf conf() {
        return config.map(ClamdConf::read)
                .filter(
                        conf ->
                                conf.socket()
                                        .filter(path -> Listeners.same(path, socket))
                                        .isPresent())
                .orElse(ClamdConf.NONE);
    }
}
