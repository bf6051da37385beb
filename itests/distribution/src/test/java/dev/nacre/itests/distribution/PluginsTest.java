/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Jars come to {@code plugins/}, are replaced, and go, while the host guards. */
class PluginsTest extends PluginHostTest {
    @Test
    void a_jar_is_used_replaced_and_gone_with_its_file() throws Exception {
        host.start();
        Path jar = jar("scribe.jar", scribe("first"));
        awaitTold("first");

        Files.write(jar, scribe("other bytes, the same version").bytes());
        awaitTold("other bytes, the same version");

        jar("scribe.jar", scribe("second").header("Bundle-Version", "2.0.0"));
        awaitTold("second");
        assertThat(plugin("scribe.jar").get("version").getAsString()).isEqualTo("2.0.0");

        Files.delete(jar);
        awaitGone("scribe.jar");
        Files.delete(told);
        detect();
        assertThat(told).doesNotExist();
    }

    @Test
    void what_is_there_at_the_start_is_at_work_before_the_first_access() throws Exception {
        Path exempt = Files.write(folder.resolve("a.exempt"), Malware.eicar());
        jar("filter.jar", PluginJar.named("example.filter").exempting(".exempt"));
        host.start();

        Outcome outcome = Outside.read(exempt);

        assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
    }

    @Test
    void a_jar_that_is_half_copied_is_used_when_it_is_whole() throws Exception {
        host.start();
        byte[] whole = scribe("whole").bytes();
        Path jar = jar("scribe.jar", Arrays.copyOf(whole, whole.length / 2));
        awaitFinding("plugin scribe.jar", "it is no whole jar");

        Files.write(
                jar,
                Arrays.copyOfRange(whole, whole.length / 2, whole.length),
                StandardOpenOption.APPEND);

        awaitTold("whole");
        awaitNoFinding("plugin scribe.jar");
    }

    @Test
    void a_jar_that_is_replaced_by_a_bad_one_goes_on() throws Exception {
        host.start();
        Path jar = jar("scribe.jar", scribe("good"));
        awaitTold("good");

        Files.write(jar, new byte[100]);

        awaitFinding("plugin scribe.jar", "no whole jar", "What was there before goes on");
        Files.delete(told);
        awaitTold("good");
    }

    @Test
    void one_that_needs_another_is_used_when_that_is_there() throws Exception {
        host.start();
        PluginJar scribe = scribe("with its library");
        jar("scribe.jar", scribe.header("Require-Bundle", "example.library"));
        awaitFinding("plugin scribe.jar", "example.library");

        jar("library.jar", PluginJar.named("example.library"));

        awaitTold("with its library");
    }

    @Test
    void the_second_of_two_with_one_name_is_refused_until_the_first_is_gone() throws Exception {
        host.start();
        Path first = jar("scribe-1.jar", scribe("first"));
        awaitTold("first");
        jar("scribe-2.jar", scribe("second").header("Bundle-Version", "2.0.0"));
        awaitFinding("plugin scribe-2.jar", "symbolic name example.scribe of scribe-1.jar");

        Files.delete(first);

        awaitTold("second");
    }
}
