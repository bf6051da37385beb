/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is loaded that others than root could have put there. */
class PluginTrustTest extends PluginHostTest {
    private static final String NOBODY = "65534";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chmod o+w HOME/plugins",
                "chmod g+w HOME/plugins",
                "chmod o+w HOME",
                "chown " + NOBODY + " HOME/plugins",
                "chown " + NOBODY + " HOME",
                "setfacl -m u:" + NOBODY + ":rwx HOME/plugins"
            })
    void nothing_is_loaded_from_a_folder_that_others_could_change(String command) throws Exception {
        host.start();
        String home = String.valueOf(plugins.getParent());
        Outside.must(command.replace("HOME", home).split(" "));
        jar("scribe.jar", scribe("mended"));
        awaitFinding("plugins", "nothing is loaded from " + plugins, home);
        assertThat(plugin("scribe.jar")).isNull();

        Outside.must("setfacl", "-b", plugins.toString());
        Outside.must("chown", "0", home, plugins.toString());
        Outside.must("chmod", "go-w", home, plugins.toString());

        awaitTold("mended");
        awaitNoFinding("plugins");
    }

    @Test
    void a_folder_that_others_could_change_is_no_matter_as_long_as_it_is_empty() throws Exception {
        Outside.must("chmod", "o+w", plugins.toString());
        host.start();
        logNames("bundles started");
        assertThat(host.verb("status").text()).doesNotContain("plugins");
    }

    @Test
    void what_is_at_work_stays_when_others_could_take_it_away() throws Exception {
        host.start();
        Path jar = jar("scribe.jar", scribe("still there"));
        awaitTold("still there");
        Outside.must("chmod", "o+w", plugins.toString());
        awaitFinding("plugins", "chmod go-w");

        Files.delete(jar);
        jar("other.jar", PluginJar.named("example.other"));

        awaitFinding("plugins", "chmod go-w");
        Files.delete(told);
        awaitTold("still there");
        Outside.must("chmod", "o-w", plugins.toString());
        awaitGone("scribe.jar");
        awaitState("other.jar", "active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chmod g+w JAR", "chown " + NOBODY + " JAR"})
    void a_jar_that_others_could_change_is_refused(String command) throws Exception {
        host.start();
        Path jar = rootsOwn(Files.write(place.resolve("scribe.jar"), scribe("mended").bytes()));
        Outside.must(command.replace("JAR", jar.toString()).split(" "));
        Outside.must("mv", jar.toString(), plugins.toString());
        Path there = plugins.resolve("scribe.jar");
        awaitFinding("plugin scribe.jar", there.toString());

        Outside.must("chown", "0", there.toString());
        Outside.must("chmod", "g-w", there.toString());

        awaitTold("mended");
    }

    private void allow(Path... jars) throws Exception {
        String[] command =
                Stream.concat(Stream.of("sha256sum"), Stream.of(jars).map(Path::toString))
                        .toArray(String[]::new);
        Path list = host.etc().resolve("plugins.allow");
        rootsOwn(Files.writeString(list, Outside.must(command)));
    }

    @Test
    void where_there_is_a_list_only_what_it_lists_is_loaded() throws Exception {
        Path listed = jar("scribe.jar", scribe("listed"));
        Path unlisted = jar("other.jar", PluginJar.named("example.other"));
        allow(listed);
        host.start();
        awaitTold("listed");
        awaitFinding("plugin other.jar", "SHA-256", "not in etc/plugins.allow");

        allow(unlisted);
        awaitState("other.jar", "active");
        awaitState("scribe.jar", "refused");
        Files.delete(told);
        detect();
        assertThat(told).doesNotExist();

        Files.delete(host.etc().resolve("plugins.allow"));
        awaitTold("listed");
        awaitNoFinding("plugin scribe.jar");
    }

    @Test
    void a_list_that_cannot_be_relied_on_allows_nothing() throws Exception {
        Path list = rootsOwn(Files.writeString(host.etc().resolve("plugins.allow"), "all\n"));
        jar("scribe.jar", scribe("allowed"));
        host.start();
        awaitFinding("plugins", "plugins.allow line 1 is not as sha256sum prints");

        allow(plugins.resolve("scribe.jar"));
        Outside.must("chmod", "o+w", list.toString());
        awaitFinding("plugins", "plugins.allow can be written by others");

        Outside.must("chmod", "o-w", list.toString());
        awaitTold("allowed");
    }
}
