/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetVerbTest {
    private final Screen screen = new Screen();

    @Test
    void a_key_given_several_times_is_a_list_and_the_caller_is_named() throws Exception {
        int code = screen.run("set", "dev.nacre.watch-home", "paths=/a", "paths=/b=c", "cache=");
        assertThat(code).isZero();
        assertThat(screen.host.configurator.asked)
                .containsExactly("dev.nacre.watch-home {paths=[/a, /b=c], cache=[]} [] me");
    }

    @Test
    void what_is_in_force_is_said_with_its_generation() throws Exception {
        screen.run("set", "dev.nacre.watch-home", "prevention=true");
        long generation = screen.host.guard.status().generation();
        assertThat(screen.out())
                .isEqualTo(
                        "/etc/dev.nacre.watch-home.cfg is in force; generation "
                                + generation
                                + " of the policy\n");
        Screen other = new Screen();
        other.run("set", "--json", "dev.nacre.watch-home", "prevention=true");
        JsonObject json = other.json().getAsJsonObject();
        assertThat(json.get("pid").getAsString()).isEqualTo("dev.nacre.watch-home");
        assertThat(json.get("file").getAsString()).isEqualTo("/etc/dev.nacre.watch-home.cfg");
        assertThat(json.get("generation").getAsLong()).isEqualTo(generation);
    }

    @Test
    void a_refusal_is_1_and_says_that_nothing_was_changed() throws Exception {
        assertThat(screen.run("set", "dev.nacre.watch-home", "cache=wrong")).isOne();
        assertThat(screen.err()).isEqualTo("/etc/x.cfg: it is wrong. Nothing was changed.\n");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void a_backslash_reaches_the_configuration_as_it_was_typed() throws Exception {
        List<BytePath> words =
                List.of(BytePath.of("set"), BytePath.of("p-x"), BytePath.of("regexes=.*\\.log"));
        assertThat(screen.run(words)).isZero();
        assertThat(screen.host.configurator.asked)
                .containsExactly("p-x {regexes=[.*\\.log]} [] me");
    }

    @Test
    void what_is_no_text_is_passed_on_in_the_form_of_paths() throws Exception {
        byte[] bytes = "paths=/a?".getBytes(StandardCharsets.ISO_8859_1);
        bytes[bytes.length - 1] = (byte) 0xff;
        screen.run(List.of(BytePath.of("set"), BytePath.of("p-x"), BytePath.of(bytes)));
        assertThat(screen.host.configurator.asked).containsExactly("p-x {paths=[/a\\xff]} [] me");
    }

    @Test
    void what_is_not_understood_changes_nothing() throws Exception {
        assertThat(screen.run("set", "dev.nacre.watch-home")).isEqualTo(64);
        assertThat(screen.run("set", "dev.nacre.watch-home", "cache")).isEqualTo(64);
        assertThat(screen.run("unset", "dev.nacre.watch-home")).isEqualTo(64);
        assertThat(screen.run("unset", "--all", "dev.nacre.watch-home", "cache")).isEqualTo(64);
        assertThat(screen.host.configurator.asked).isEmpty();
    }

    @Test
    void keys_are_unset_and_whole_configurations_taken_away() throws Exception {
        assertThat(screen.run("unset", "dev.nacre.watch-home", "cache")).isZero();
        assertThat(screen.run("unset", "--all", "dev.nacre.watch-home")).isZero();
        assertThat(screen.host.configurator.asked)
                .containsExactly(
                        "dev.nacre.watch-home {} [cache] me", "remove dev.nacre.watch-home me");
        assertThat(screen.out())
                .endsWith(
                        "/etc/dev.nacre.watch-home.cfg is deleted; generation "
                                + screen.host.guard.status().generation()
                                + " of the policy\n");
    }
}
