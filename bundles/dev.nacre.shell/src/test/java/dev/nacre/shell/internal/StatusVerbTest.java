/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusVerbTest {
    private final Screen screen = new Screen();

    @Test
    void the_exit_code_tells_how_the_guard_is() throws Exception {
        assertThat(screen.run("status")).isZero();
        screen.host.guard.health = Health.DEGRADED;
        assertThat(screen.run("status")).isEqualTo(1);
        screen.host.guard.health = Health.DOWN;
        assertThat(screen.run("status")).isEqualTo(2);
    }

    @Test
    void people_read_an_aligned_list_without_colour() throws Exception {
        screen.host.guard.health = Health.DEGRADED;
        screen.host.guard.findings =
                List.of(new Finding("watch home", Health.DEGRADED, "/home is missing"));

        screen.run("status");

        assertThat(screen.out().lines())
                .contains(
                        "Nacre is degraded",
                        "  source             fanotify, can make accesses wait for a verdict",
                        "  scanner            clamd, up: /run/clamd.ctl",
                        "  signatures         ClamAV 1.4.6/27700",
                        "  events             12,345",
                        "  exempt             empty 6, filter 7",
                        "  filter caches      by path, exempted 1,234",
                        "  filter plugin      exempted 0",
                        "degraded: watch home: /home is missing");
        assertThat(screen.out()).doesNotContain("\u001b");
    }

    @Test
    void a_terminal_is_shown_colour() throws Exception {
        screen.onTerminal().run("status");
        assertThat(screen.out()).startsWith("Nacre is \u001b[32mhealthy\u001b[0m");
    }

    @Test
    void machines_read_the_promised_keys() throws Exception {
        screen.run("status", "--json");

        JsonObject json = screen.json().getAsJsonObject();
        assertThat(json.keySet())
                .containsExactly(
                        "health",
                        "findings",
                        "since",
                        "uptimeSeconds",
                        "generation",
                        "source",
                        "prevents",
                        "scanner",
                        "scannerState",
                        "scannerDetail",
                        "epoch",
                        "events",
                        "permissionEvents",
                        "scans",
                        "cacheHits",
                        "coalesced",
                        "infected",
                        "denied",
                        "waiting",
                        "queued",
                        "cached",
                        "left",
                        "exempt",
                        "unscanned",
                        "dropped",
                        "filters");
        assertThat(json.get("scannerState").getAsString()).isEqualTo("up");
        assertThat(json.get("uptimeSeconds").getAsLong()).isBetween(90L, 100L);
        assertThat(json.getAsJsonObject("unscanned").get("timed-out").getAsLong()).isEqualTo(1);
        assertThat(json.getAsJsonArray("filters").get(0))
                .hasToString("{\"name\":\"caches\",\"kind\":\"path\",\"exempted\":1234}");
    }

    @Test
    void a_host_without_a_guard_is_down_and_says_so() throws Exception {
        screen.host.guardRuns = false;
        assertThat(screen.run("status")).isEqualTo(2);
        assertThat(screen.err()).isEqualTo("nacre status: the guard does not run\n");
        assertThat(screen.out()).isEmpty();
    }
}
