/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing of a plugin is left in the host when it has gone. */
class PluginLeakTest extends PluginHostTest {
    private static final int ROUNDS = 100;
    private static final Pattern LOADERS =
            Pattern.compile("(?m)^ *\\d+: +(\\d+) .*BundleWiringImpl\\$BundleClassLoader\\b");

    private final Map<String, byte[]> jars = new TreeMap<>();

    private void ten_plugins_of_each_kind() throws Exception {
        for (int i = 0; i < 4; i++) {
            String name = "example.notifier" + i;
            jars.put(
                    name + ".jar",
                    PluginJar.named(name)
                            .notifying(
                                    "Files.writeString(Path.of(\"" + told + i + "\"), \"told\");")
                            .bytes());
        }
        for (int i = 0; i < 3; i++) {
            String name = "example.filter" + i;
            jars.put(name + ".jar", PluginJar.named(name).exempting(".exempt").bytes());
            name = "example.scanner" + i;
            jars.put(name + ".jar", PluginJar.named(name).scanning().bytes());
        }
        assertThat(jars).hasSize(10);
    }

    @Test
    void ten_plugins_come_and_go_a_hundred_times_and_leave_no_class_loader() throws Exception {
        ten_plugins_of_each_kind();
        Path plugged = Files.createDirectory(folder.resolve("plugged"));
        Path clean = Files.write(plugged.resolve("clean"), new byte[] {1});
        host.configure(
                "dev.nacre.watch-plugged",
                "paths = [\"" + plugged + "\"]",
                "scanOn = \"open-exec\"",
                "cache = \"none\"",
                "scanner.target = \"(nacre.scanner.name=example.scanner*)\"");
        host.start();
        long without = Long.MAX_VALUE;
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
                jar(jar.getKey(), jar.getValue());
            }
            logged(" is at work: ", round * jars.size());
            detect();
            Outcome open = Outside.read(clean);
            assertThat(open.succeeded()).as("%s", open).isTrue();
            awaitTold();
            long with = round == 1 ? loaders() : 0;
            for (String name : jars.keySet()) {
                Files.delete(plugins.resolve(name));
            }
            logged(" is stopped", round * jars.size());
            if (round == 1) {
                without = awaitLoaders(with - jars.size());
            }
        }
        awaitLoaders(without);
    }

    /** Each of the notifiers, in this round. */
    private void awaitTold() throws Exception {
        for (int i = 0; i < 4; i++) {
            Path mine = Path.of(told.toString() + i);
            until("notifier " + i + " is told", SOON, () -> Files.deleteIfExists(mine));
        }
    }

    private void logged(String text, long times) throws Exception {
        value(
                "the log says" + text,
                SOON,
                () -> {
                    try (Stream<String> lines = Files.lines(host.var().resolve("log/nacre.log"))) {
                        return lines.filter(line -> line.contains(text)).count();
                    }
                },
                count -> count >= times);
    }

    private long awaitLoaders(long most) throws Exception {
        return value("class loaders have gone", SOON, this::loaders, now -> now <= most);
    }

    /** How many bundles have one; all garbage is collected first. */
    private long loaders() throws Exception {
        String histogram = Outside.must("jcmd", Long.toString(host.pid()), "GC.class_histogram");
        return LOADERS.matcher(histogram)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }
}
