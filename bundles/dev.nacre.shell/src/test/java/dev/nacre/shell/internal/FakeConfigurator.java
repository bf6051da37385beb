/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.config.Configurator;
import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.config.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what was asked for; refuses the value {@code wrong}. */
final class FakeConfigurator implements Configurator {
    final List<String> asked = new ArrayList<>();

    @Override
    public Path change(
            String pid, Map<String, List<String>> values, Set<String> unset, Origin origin) {
        if (values.containsValue(List.of("wrong"))) {
            throw new InvalidConfiguration("/etc/x.cfg", List.of("it is wrong"));
        }
        asked.add(pid + " " + values + " " + unset + " " + origin.who());
        return file(pid);
    }

    @Override
    public Path remove(String pid, Origin origin) {
        asked.add("remove " + pid + " " + origin.who());
        return file(pid);
    }

    private static Path file(String pid) {
        return Path.of("/etc", pid + ".cfg");
    }
}
