/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.Endpoint;
import dev.nacre.scanner.clamd.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the configuration. */
final class Options {
    private static final Pattern HOST =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+(?:%\\w+)?)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    private Options() {}

    static ClamdOptions read(Settings settings) {
        long longest = settings.bytes("streamMaxLength", 1, Long.MAX_VALUE);
        List<Endpoint> endpoints =
                settings.list(
                        "hosts",
                        "HOST:PORT or [IPV6]:PORT, with a port from 1 to 65535",
                        text -> endpoint(text, longest));
        if (endpoints.isEmpty()) {
            settings.problem("hosts", "", "at least one host is needed");
            endpoints = List.of(new TcpEndpoint("localhost", 1, longest));
        }
        return new ClamdOptions(
                endpoints.stream().distinct().toList(),
                settings.number("sessions", 1, 64),
                settings.number("depth", 1, 64),
                settings.duration("connectTimeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                settings.duration("scanTimeout", Duration.ofSeconds(1), Duration.ofHours(1)),
                Math.min(longest, settings.bytes("maxFileSize", 1, Long.MAX_VALUE)),
                Surroundings.UNKNOWN);
    }

    private static Endpoint endpoint(String text, long longest) {
        Matcher matcher = HOST.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException();
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new TcpEndpoint(host, port, longest);
    }
}
