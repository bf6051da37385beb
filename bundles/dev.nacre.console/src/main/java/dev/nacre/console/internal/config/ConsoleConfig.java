/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.config;

import dev.nacre.api.config.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the console is guarded.
 *
 * @param sessionTimeout how long a session lives without a request, 1 min to 1 day
 * @param hosts host names it answers to besides those of the loopback interface, lower case, IPv6
 *     addresses in brackets
 * @param allowInstall whether bundles may be installed and updated
 */
public record ConsoleConfig(Duration sessionTimeout, Set<String> hosts, boolean allowInstall) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    public ConsoleConfig {
        hosts = Set.copyOf(hosts);
    }

    static ConsoleConfig from(Settings settings) {
        return new ConsoleConfig(
                settings.duration("sessionTimeout", Duration.ofMinutes(1), Duration.ofDays(1)),
                new HashSet<>(
                        settings.list(
                                "hosts",
                                "host names and addresses without a port, such as"
                                        + " nas.example, 192.168.1.5 or [fd00::5]",
                                ConsoleConfig::host)),
                settings.flag("allowInstall"));
    }

    private static String host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw new IllegalArgumentException();
        }
        return host;
    }
}
