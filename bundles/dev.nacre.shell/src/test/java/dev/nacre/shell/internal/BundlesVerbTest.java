/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class BundlesVerbTest {
    private final Screen screen = new Screen();

    @Test
    void it_shows_what_the_host_is_made_of() throws Exception {
        assertThat(screen.run("bundles")).isZero();
        assertThat(screen.out())
                .isEqualTo(
                        """
                        ID  NAME              VERSION  STATE
                        1   dev.nacre.engine  0.2.0    active
                        12  dev.nacre.shell   0.2.0    active
                        """);
    }

    @Test
    void machines_read_the_same() throws Exception {
        screen.run("bundles", "--json");
        JsonArray json = screen.json().getAsJsonArray();
        JsonObject first = json.get(0).getAsJsonObject();
        assertThat(json).hasSize(2);
        assertThat(first.get("id").getAsInt()).isOne();
        assertThat(first.get("name").getAsString()).isEqualTo("dev.nacre.engine");
        assertThat(first.get("version").getAsString()).isEqualTo("0.2.0");
        assertThat(first.get("state").getAsString()).isEqualTo("active");
    }

    @Test
    void it_restarts_and_updates_one() throws Exception {
        assertThat(screen.run("bundles", "restart", "dev.nacre.engine")).isZero();
        assertThat(screen.run("bundles", "update", "dev.nacre.engine")).isZero();
        assertThat(screen.run("bundles", "update", "dev.nacre.engine", "/tmp/x.jar")).isZero();
        assertThat(screen.host.bundles.done)
                .containsExactly(
                        "restart dev.nacre.engine",
                        "update dev.nacre.engine",
                        "update dev.nacre.engine from /tmp/x.jar");
        assertThat(screen.host.bundles.doers).containsOnly("me");
        assertThat(screen.out())
                .isEqualTo(
                        """
                        dev.nacre.engine: restarted
                        dev.nacre.engine: updated
                        dev.nacre.engine: updated; at its next start the host takes the one before, unless the jar is put in the place of that one
                        """);
    }

    @Test
    void where_the_verb_itself_is_replaced_it_says_so_before() throws Exception {
        assertThat(screen.run("bundles", "update", "dev.nacre.shell")).isZero();
        assertThat(screen.out()).startsWith("dev.nacre.shell is being updated");
        assertThat(screen.out()).doesNotContain("next start");
        assertThat(screen.run("bundles", "update", "dev.nacre.shell", "/tmp/x.jar")).isZero();
        assertThat(screen.out()).contains("all is well; at its next start the host takes the one");
    }

    @Test
    void machines_read_whether_it_is_done() throws Exception {
        screen.run("bundles", "--json", "restart", "dev.nacre.shell");
        JsonObject json = screen.json().getAsJsonObject();
        assertThat(json.get("name").getAsString()).isEqualTo("dev.nacre.shell");
        assertThat(json.get("done").getAsBoolean()).isFalse();
        assertThat(json.get("lasts").getAsBoolean()).isTrue();
    }

    @Test
    void machines_read_whether_it_lasts() throws Exception {
        screen.run("bundles", "--json", "update", "dev.nacre.engine", "/tmp/x.jar");
        assertThat(screen.json().getAsJsonObject().get("lasts").getAsBoolean()).isFalse();
    }

    @Test
    void one_that_is_not_there_cannot_be_replaced() throws Exception {
        assertThat(screen.run("bundles", "restart", "dev.nacre.nothing")).isEqualTo(2);
        assertThat(screen.err()).contains("nacre bundles: there is no bundle dev.nacre.nothing");
    }

    @Test
    void anything_else_makes_no_sense() throws Exception {
        assertThat(screen.run("bundles", "restart")).isEqualTo(64);
        assertThat(screen.run("bundles", "restart", "a", "b")).isEqualTo(64);
        assertThat(screen.run("bundles", "remove", "a")).isEqualTo(64);
    }
}
