/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.config.Origin;
import dev.nacre.config.internal.files.ConfigurationFiles;
import dev.nacre.config.internal.files.FakeConfigAdmin;
import dev.nacre.config.internal.origin.ChangeOrigins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorTest {
    private static final Origin ANN = new Origin(Origin.Means.CONTROL, "ann", "pid 12");
    private static final String FILE = "felix.fileinstall.filename";

    @TempDir private Path etc;

    private final FakeConfigAdmin admin = new FakeConfigAdmin();
    private final Checks checks = new Checks();
    private ChangeOrigins origins;
    private Editor editor;

    @BeforeEach
    void start() {
        origins = new ChangeOrigins(etc);
        ConfigurationFiles files = new ConfigurationFiles(etc, admin, origins);
        Turn turn = new Turn(admin);
        editor = new Editor(admin, files, FakeMetatype.definitions(), checks, origins, turn);
        admin.listener(
                event -> {
                    origins.configurationEvent(event);
                    files.configurationEvent(event);
                    turn.configurationEvent(event);
                });
    }

    private Path file(String name) {
        return etc.resolve(name + ".cfg");
    }

    private void set(String pid, Map<String, List<String>> values) throws Exception {
        editor.change(pid, values, Set.of(), ANN);
    }

    @Test
    void a_new_configuration_is_written_first_and_then_in_force() throws Exception {
        Path file =
                editor.change(
                        "watch-home",
                        Map.of("paths", List.of("/a", "/b,c"), "prevention", List.of("false")),
                        Set.of(),
                        ANN);
        assertThat(file).isEqualTo(file("watch-home"));
        assertThat(file)
                .content()
                .startsWith("# ")
                .endsWith("paths = [\"/a\", \"/b,c\"]\nprevention = \"false\"\n");
        assertThat(admin.pids()).containsExactly("watch~home");
        assertThat(admin.properties("watch~home"))
                .containsEntry("prevention", "false")
                .containsEntry("paths", new String[] {"/a", "/b,c"})
                .containsEntry(FILE, "file:" + file);
        assertThat(origins.of("watch~home")).contains(ANN);
    }

    @Test
    void other_keys_and_comments_stay_as_they_are() throws Exception {
        Files.writeString(file("watch-home"), "# mine\nonError  = \"deny\"\nkeep = \"3\"\n");
        admin.save(
                "watch",
                "watch~home",
                Map.of("onError", "deny", "keep", "3", FILE, "file:" + file("watch-home")));
        set("watch~home", Map.of("keep", List.of("4")));
        assertThat(file("watch-home")).hasContent("# mine\nonError  = \"deny\"\nkeep = \"4\"\n");
        assertThat(admin.properties("watch~home"))
                .containsEntry("onError", "deny")
                .containsEntry("keep", "4");
        editor.change("watch-home", Map.of(), Set.of("onError"), ANN);
        assertThat(file("watch-home")).hasContent("# mine\nkeep = \"4\"\n");
        assertThat(admin.properties("watch~home")).doesNotContainKey("onError");
    }

    @Test
    void the_ranking_of_a_service_stays_though_it_is_no_key_of_its_own() throws Exception {
        Path file = file("store");
        Files.writeString(file, "keep = \"3\"\nservice.ranking = I\"70\"\n");
        admin.save(null, "store", Map.of("keep", "3", "service.ranking", 70, FILE, "file:" + file));
        set("store", Map.of("keep", List.of("4")));
        assertThat(file).hasContent("keep = \"4\"\nservice.ranking = I\"70\"\n");
        assertThat(admin.properties("store")).containsEntry("service.ranking", 70);
    }

    @Test
    void what_the_component_would_refuse_changes_nothing() throws Exception {
        set("watch-home", Map.of("keep", List.of("3")));
        String before = Files.readString(file("watch-home"));
        ConfigurationCheck check =
                properties -> {
                    assertThat(properties.get("service.pid")).isEqualTo("watch~home");
                    assertThat(properties.get("keep")).isEqualTo("many");
                    assertThat(properties.get("onError")).isEqualTo("deny");
                    throw new InvalidConfiguration(
                            properties.get(FILE).toString(), List.of("keep is wrong"));
                };
        checks.addCheck(check, Map.of(ConfigurationCheck.PID, "watch"));
        Map<String, List<String>> values =
                Map.of("keep", List.of("many"), "onError", List.of("deny"));
        assertThatThrownBy(() -> set("watch-home", values))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("file:" + file("watch-home") + ": keep is wrong");
        assertThat(file("watch-home")).hasContent(before);
        assertThat(admin.properties("watch~home")).containsEntry("keep", "3");
    }

    @Test
    void where_nobody_checks_types_and_options_are() {
        assertThatThrownBy(() -> set("store", Map.of("onError", List.of("sometimes"))))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(
                        "onError = \"sometimes\" is refused: allowed is one of allow, deny");
        assertThatThrownBy(() -> set("store", Map.of("colour", List.of("red"))))
                .hasMessageContaining("there is no such key; the keys are keep, onError, paths,");
        assertThatThrownBy(() -> set("store", Map.of("onError", List.of("allow", "deny"))))
                .hasMessageContaining("allowed is one value");
        assertThat(etc).isEmptyDirectory();
    }

    @Test
    void a_name_that_nothing_has_is_refused_with_those_there_are() {
        for (String name : List.of("wacht-home", "watch", "store-x", "x)(y")) {
            assertThatThrownBy(() -> set(name, Map.of("keep", List.of("1"))))
                    .as(name)
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("allowed are store, watch-NAME");
        }
        assertThatThrownBy(() -> editor.remove("watch-home", ANN))
                .isInstanceOf(InvalidConfiguration.class);
    }

    @Test
    void a_default_that_holds_already_cannot_be_unset() throws Exception {
        set("store", Map.of("keep", List.of("1")));
        assertThatThrownBy(() -> editor.change("store", Map.of(), Set.of("onError"), ANN))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("onError is not set");
    }

    @Test
    void what_is_taken_away_is_gone_with_its_file() throws Exception {
        set("watch-home", Map.of("keep", List.of("1")));
        assertThat(editor.remove("watch-home", ANN)).isEqualTo(file("watch-home"));
        assertThat(file("watch-home")).doesNotExist();
        assertThat(admin.pids()).isEmpty();
        assertThat(origins.of("watch~home")).contains(ANN);
    }

    @Test
    void what_cannot_be_kept_is_not_in_force() throws Exception {
        set("store", Map.of("keep", List.of("1")));
        Files.delete(file("store"));
        Files.createDirectories(file("store").resolve("in the way"));
        assertThatThrownBy(() -> set("store", Map.of("keep", List.of("2"))))
                .isInstanceOf(IOException.class);
        assertThat(admin.properties("store")).containsEntry("keep", "1");
    }

    @Test
    void what_somebody_has_just_written_is_not_written_over() throws Exception {
        set("store", Map.of("keep", List.of("1")));
        Files.writeString(file("store"), "keep = \"7\"\npaths = [\"/new\"]\n");
        assertThatThrownBy(() -> set("store", Map.of("keep", List.of("2"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was edited a moment ago");
        assertThat(file("store")).content().contains("/new");
    }
}
