/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.event.Marked;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchesVerbTest {
    private final Screen screen = new Screen();

    private static WatchStatus watch(List<String> paths, List<String> guarded) {
        return new WatchStatus(
                new Watch(
                        "home",
                        paths.stream().map(BytePath::parse).toList(),
                        ScanOn.WRITE_EXEC,
                        true,
                        MarkMode.AUTO,
                        Fallback.ALLOW,
                        Duration.ofSeconds(10),
                        100 << 20,
                        Fallback.ALLOW,
                        Duration.ofSeconds(1),
                        Action.QUARANTINE,
                        CacheMode.MEMORY,
                        "",
                        ""),
                guarded.stream().map(BytePath::parse).toList(),
                List.of(),
                12);
    }

    @Test
    void each_path_of_a_watch_has_a_line() throws Exception {
        screen.host.guard.watches.add(watch(List.of("/home", "/srv/a b\\xff"), List.of("/home")));

        assertThat(screen.run("watches")).isZero();

        assertThat(screen.out())
                .isEqualTo(
                        """
                        WATCH  SCAN ON     PREVENTION  ON ERROR  ACTION      CACHE   DEADLINE  GUARDED  PATH
                        home   write-exec  yes         allow     quarantine  memory  10 s      yes      /home
                                                                                               not yet  /srv/a b\\xff
                        generation 12 is in force
                        """);
    }

    private void addMarked() {
        WatchStatus status = watch(List.of("/home"), List.of("/home"));
        Marked marked = new Marked(BytePath.of("/home"), MarkMode.TREE, "as configured, 3 folders");
        screen.host.guard.watches.add(
                new WatchStatus(status.watch(), status.guarded(), List.of(marked), 12));
    }

    @Test
    void how_the_kernel_was_told_and_why_is_said() throws Exception {
        addMarked();
        screen.run("watches");
        assertThat(screen.out())
                .endsWith("home: /home is marked by tree: as configured, 3 folders\n");
    }

    @Test
    void machines_read_how_the_kernel_was_told() throws Exception {
        addMarked();
        screen.run("watches", "--json");
        JsonObject watch = screen.json().getAsJsonArray().get(0).getAsJsonObject();
        JsonObject mark = watch.getAsJsonArray("marks").get(0).getAsJsonObject();
        assertThat(mark.get("path").getAsString()).isEqualTo("/home");
        assertThat(mark.get("mark").getAsString()).isEqualTo("tree");
        assertThat(mark.get("why").getAsString()).isEqualTo("as configured, 3 folders");
        assertThat(watch.get("crossMounts").getAsBoolean()).isTrue();
    }

    @Test
    void machines_read_all_settings() throws Exception {
        screen.host.guard.watches.add(watch(List.of("/srv/a b\\xff"), List.of()));

        screen.run("watches", "--json");

        JsonObject watch = screen.json().getAsJsonArray().get(0).getAsJsonObject();
        JsonObject path = watch.getAsJsonArray("paths").get(0).getAsJsonObject();
        assertThat(path.get("path").getAsString()).isEqualTo("/srv/a b\\xff");
        assertThat(path.get("pathHex").getAsString()).isEqualTo("2f7372762f612062ff");
        assertThat(path.get("guarded").getAsBoolean()).isFalse();
        assertThat(watch.get("deadlineMillis").getAsLong()).isEqualTo(10_000);
        assertThat(watch.get("generation").getAsLong()).isEqualTo(12);
        assertThat(watch.get("scanOn").getAsString()).isEqualTo("write-exec");
    }

    @Test
    void that_nothing_is_guarded_is_said() throws Exception {
        screen.run("watches");
        assertThat(screen.out()).contains("nothing is guarded");
    }
}
