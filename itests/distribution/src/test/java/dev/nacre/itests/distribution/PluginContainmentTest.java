/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plugin that does not do as it should is named, and holds up nobody else. */
class PluginContainmentTest extends PluginHostTest {
    /** java(1), -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private static final String UNTIL_INTERRUPTED = "Thread.sleep(Long.MAX_VALUE);";
    private static final String FOR_EVER =
            """
            while (true) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    continue;
                }
            }
            """;

    @Test
    void a_component_that_throws_when_it_is_activated() throws Exception {
        host.start();
        jar(
                "component.jar",
                PluginJar.named("example.component")
                        .compiled(
                                "Broken",
                                """
                                package example;

                                public final class Broken implements dev.nacre.api.notify.Notifier {
                                    public Broken() {
                                        throw new IllegalStateException("broken on purpose");
                                    }

                                    @Override
                                    public void detected(dev.nacre.api.notify.Detection d) {}
                                }
                                """)
                        .entry(
                                "OSGI-INF/broken.xml",
                                """
                                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0"
                                    name="example.broken" immediate="true">
                                  <implementation class="example.Broken"/>
                                  <service>
                                    <provide interface="dev.nacre.api.notify.Notifier"/>
                                  </service>
                                </scr:component>
                                """
                                        .getBytes(StandardCharsets.UTF_8))
                        .header("Service-Component", "OSGI-INF/broken.xml"));
        awaitFinding("example.broken", "broken on purpose");
        jar("scribe.jar", scribe("all the same"));
        awaitTold("all the same");
    }

    @Test
    void one_that_blocks_in_its_activation_until_it_is_taken_away() throws Exception {
        host.start();
        Path jar = jar("sleepy.jar", PluginJar.named("example.sleepy").doing(UNTIL_INTERRUPTED));
        awaitFinding("plugin sleepy.jar", "not come back from being started");
        jar("scribe.jar", scribe("all the same"));
        awaitTold("all the same");

        Files.delete(jar);

        awaitGone("sleepy.jar");
    }

    @Test
    void one_that_blocks_the_start_of_the_host_for_ever() throws Exception {
        Path jar = jar("stuck.jar", PluginJar.named("example.stuck").doing(FOR_EVER));
        host.start();
        awaitFinding("plugin stuck.jar", "not come back from being started");
        Files.delete(jar);
        jar("scribe.jar", scribe("all the same"));
        awaitTold("all the same");
        awaitFinding("plugin stuck.jar", "restart the host");
        Outcome open = detect();
        assertThat(open.refused()).as("%s", open).isTrue();

        host.terminate();
        host.start();

        awaitGone("stuck.jar");
    }

    @Test
    void one_that_blocks_when_it_is_told() throws Exception {
        host.start();
        Path jar = jar("stuck.jar", PluginJar.named("example.stuck").notifying(FOR_EVER));
        jar("scribe.jar", scribe("all the same"));
        awaitState("stuck.jar", "active");
        awaitTold("all the same");
        for (int i = 0; i < 20; i++) {
            Outcome open = detect();
            assertThat(open.refused()).as("%s", open).isTrue();
            assertThat(open.took()).isLessThan(Duration.ofSeconds(3));
        }
        awaitFinding("notifier example.stuck", "not come back", "wait behind it");

        Files.delete(jar);

        awaitGone("stuck.jar");
        awaitNoFinding("notifier example.stuck");
    }

    @Test
    void one_that_throws_whatever_it_likes_when_it_is_told() throws Exception {
        host.start();
        jar(
                "thrower.jar",
                PluginJar.named("example.thrower")
                        .notifying("throw new NoSuchMethodError(\"on purpose\");"));
        awaitState("thrower.jar", "active");
        jar("scribe.jar", scribe("all the same"));
        awaitTold("all the same");
        logNames("Notifier example.thrower could not tell: on purpose");
    }

    /**
     * There is no bound to what a plugin takes within one process. So the host ends, which lets go
     * whoever waits, and the plugin is known to the next start.
     */
    @Test
    void one_that_takes_all_memory_when_it_is_told() throws Exception {
        jar(
                "hog.jar",
                PluginJar.named("example.hog")
                        .notifying(
                                """
                                java.util.List<byte[]> all = new java.util.ArrayList<>();
                                while (true) {
                                    all.add(new byte[1 << 20]);
                                }
                                """));
        for (int i = 0; i < 2; i++) {
            host.start();
            awaitState("hog.jar", "active");
            assertThat(detect().took()).isLessThan(Duration.ofSeconds(10));
            assertThat(host.awaitEnd()).isEqualTo(OUT_OF_MEMORY);
        }

        host.start();

        awaitFinding("notifier example.hog", "2 times in a row", "told of none any more");
        jar("scribe.jar", scribe("all the same"));
        awaitTold("all the same");
        jar("hog.jar", PluginJar.named("example.hog").notifying(""));
        awaitNoFinding("notifier example.hog");
    }
}
