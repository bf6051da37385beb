/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainVerbTest {
    private final Screen screen = new Screen();

    @Test
    void every_kind_of_access_is_explained_in_a_table() throws Exception {
        screen.host.files.file("/srv/x", "text");

        assertThat(screen.run("explain", "/srv/x")).isZero();

        assertThat(screen.out().lines())
                .hasSize(2 + AccessKind.values().length)
                .contains(
                        "ACCESS       SCANNED  WATCH  FILTER  WHY",
                        "close-write  yes      home   -       watch home scans",
                        "execute      no       home   caches  prefix /srv/cache");
    }

    @Test
    void one_kind_decides_the_exit_code() throws Exception {
        screen.host.files.file("/srv/x", "text");
        assertThat(screen.run("explain", "--kind", "close-write", "/srv/x")).isZero();
        assertThat(screen.run("explain", "--kind=open", "/srv/x")).isEqualTo(1);
    }

    @Test
    void the_guard_is_asked_as_if_the_process_made_the_access() throws Exception {
        screen.host.files.file("/srv/x", "text");
        Accessor process = new Accessor(42, 1000, BytePath.of("/usr/bin/cat"), "cat", List.of());
        screen.host.processes.put(42, process);

        screen.run("explain", "--kind", "open", "--pid", "42", "/srv/x");

        Access asked = screen.host.guard.asked.get(0);
        assertThat(asked.pid()).isEqualTo(42);
        assertThat(asked.process()).contains(process);
        assertThat(asked.size()).isEqualTo(4);
        assertThat(asked.location().path()).isEqualTo(BytePath.of("/srv/x"));
    }

    @Test
    void the_guard_is_asked_as_if_the_user_made_the_access() throws Exception {
        screen.host.files.file("/srv/x", "text");
        Accessor process = new Accessor(0, 1000, null, null, List.of(), Set.of(100), null);
        screen.host.users.put("ann", process);

        screen.run("explain", "--kind", "open", "--user", "ann", "/srv/x");

        assertThat(screen.host.guard.asked.get(0).process()).contains(process);
        assertThat(screen.host.guard.asked.get(0).fileSystem()).contains("ext4");
    }

    @Test
    void a_file_to_come_is_explained_as_one_with_content() throws Exception {
        screen.host.files.file("/srv/x", "text");

        assertThat(screen.run("explain", "/srv/new\\xff")).isZero();

        Access asked = screen.host.guard.asked.get(0);
        assertThat(asked.location().path()).isEqualTo(BytePath.parse("/srv/new\\xff"));
        assertThat(asked.size()).isPositive();
    }

    @Test
    void what_cannot_be_told_is_said() throws Exception {
        screen.host.files.file("/srv/x", "text");
        assertThat(screen.run("explain", "/none/x")).isEqualTo(2);
        assertThat(screen.run("explain", "/srv")).isEqualTo(2);
        assertThat(screen.run("explain", "--pid", "77", "/srv/x")).isEqualTo(2);
        assertThat(screen.run("explain", "--user", "bob", "/srv/x")).isEqualTo(2);
        assertThat(screen.err())
                .contains("There is no /none")
                .contains("/srv is a folder")
                .contains("There is no process 77")
                .contains("There is no user bob");
    }

    @Test
    void what_makes_no_sense_is_a_usage_error() throws Exception {
        assertThat(screen.run("explain")).isEqualTo(64);
        assertThat(screen.run("explain", "/a", "/b")).isEqualTo(64);
        assertThat(screen.run("explain", "--kind", "eat", "/a")).isEqualTo(64);
        assertThat(screen.run("explain", "--pid", "-1", "/a")).isEqualTo(64);
        assertThat(screen.run("explain", "--pid", "1", "--user", "ann", "/a")).isEqualTo(64);
        assertThat(screen.err()).contains("--kind is one of modify, close-write");
    }

    @Test
    void machines_read_the_promised_keys() throws Exception {
        screen.host.files.file("/srv/x", "text");

        screen.run("explain", "--json", "--kind", "open", "/srv/x");

        JsonObject json = screen.json().getAsJsonObject();
        assertThat(json.keySet()).containsExactly("path", "accesses");
        assertThat(json.getAsJsonArray("accesses").get(0).getAsJsonObject().keySet())
                .containsExactly("kind", "scanned", "watch", "filter", "reason");
    }
}
