/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.plugin.Plugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginsVerbTest {
    private final Screen screen = new Screen();

    @BeforeEach
    void one_is_active_and_one_refused() {
        screen.host.plugins.add(
                new Plugin(BytePath.of("a.jar"), "org.a", "1.2.0", Plugin.State.ACTIVE, ""));
        screen.host.plugins.add(
                new Plugin(BytePath.of("b.jar"), "", "", Plugin.State.REFUSED, "it is no bundle"));
    }

    @Test
    void each_is_shown_with_its_bundle_and_the_refused_with_the_reason() throws Exception {
        assertThat(screen.run("plugins")).isZero();
        assertThat(screen.out())
                .isEqualTo(
                        """
                        FILE   BUNDLE  VERSION  STATE
                        a.jar  org.a   1.2.0    active
                        b.jar                   refused
                        b.jar: it is no bundle
                        """);
    }

    @Test
    void machines_read_the_same() throws Exception {
        screen.run("plugins", "--json");
        JsonObject refused = screen.json().getAsJsonArray().get(1).getAsJsonObject();
        assertThat(refused.get("file").getAsString()).isEqualTo("b.jar");
        assertThat(refused.get("symbolicName").getAsString()).isEmpty();
        assertThat(refused.get("state").getAsString()).isEqualTo("refused");
        assertThat(refused.get("reason").getAsString()).isEqualTo("it is no bundle");
    }

    @Test
    void that_there_are_none_is_said() throws Exception {
        screen.host.plugins.clear();
        screen.run("plugins");
        assertThat(screen.out()).isEqualTo("There are no plugins.\n");
    }
}
