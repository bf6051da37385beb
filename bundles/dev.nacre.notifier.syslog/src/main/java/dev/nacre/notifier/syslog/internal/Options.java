/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.tls.Trust;
import java.time.Duration;

/**
 * Which server is told, and how.
 *
 * @param timeout how long the server may take
 */
record Options(Server server, Facility facility, Trust trust, Duration timeout) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static Options of(Settings settings) {
        return new Options(
                settings.parse(
                        "server",
                        "the path of a local socket, or udp://, tcp:// or tls:// with a host, and"
                                + " :PORT where it is not the usual one",
                        Server::parse),
                settings.choice("facility", Facility.class),
                Trust.of(settings),
                settings.duration("timeout", SHORTEST, LONGEST));
    }
}
