/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeatureReaderTest {
    private static final String BUNDLE =
            "{ \"id\": \"org.some:bundle:1.0\", \"bundleStartLevel\": 5 }";

    @TempDir private Path home;
    private Path jar;

    @BeforeEach
    void a_repository_with_one_bundle() throws IOException {
        jar = home.resolve("repository/org/some/bundle/1.0/bundle-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        Files.createDirectories(home.resolve("features/optional"));
    }

    @Test
    void a_feature_names_its_bundles_with_their_levels() throws Exception {
        feature("core", BUNDLE, "");

        assertThat(readAll(Set.of(), Set.of()))
                .containsExactly(
                        new FeatureContent("core", List.of(new BundleFile(jar, 5)), Map.of()));
    }

    @Test
    void a_feature_may_say_what_the_framework_is_started_with() throws Exception {
        feature(
                "core",
                BUNDLE,
                """
                , "extensions": { "framework-launching-properties": {
                    "type": "json", "json": { "some.port": "1" } } }
                """);

        assertThat(readAll(Set.of(), Set.of()).get(0).frameworkProperties())
                .containsExactly(Map.entry("some.port", "1"));
    }

    @Test
    void a_feature_that_is_left_out_is_not_even_read() throws Exception {
        feature("core", BUNDLE, "");
        Files.writeString(home.resolve("features/shell.json"), "{");

        assertThat(readAll(Set.of(), Set.of("shell")))
                .extracting(FeatureContent::name)
                .containsExactly("core");
    }

    @Test
    void leaving_out_what_is_not_there_is_refused_with_what_is() throws Exception {
        feature("core", BUNDLE, "");

        assertThatThrownBy(() -> readAll(Set.of(), Set.of("consle")))
                .isInstanceOf(Refusal.class)
                .hasMessage("there is no feature [consle]; there are [core]");
    }

    @Test
    void an_optional_feature_is_only_read_where_it_is_asked_for() throws Exception {
        feature("core", BUNDLE, "");
        feature("optional/kafka", BUNDLE, "");

        assertThat(readAll(Set.of(), Set.of()))
                .extracting(FeatureContent::name)
                .containsExactly("core");
        assertThat(readAll(Set.of("kafka"), Set.of()))
                .extracting(FeatureContent::name)
                .containsExactly("core", "kafka");
    }

    @Test
    void asking_for_what_is_not_there_is_refused_with_what_is() throws Exception {
        feature("core", BUNDLE, "");
        feature("optional/kafka", BUNDLE, "");

        assertThatThrownBy(() -> readAll(Set.of("kafak"), Set.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage("there is no optional feature [kafak]; there are [kafka]");
    }

    @Test
    void a_missing_bundle_is_named_with_its_feature() throws Exception {
        feature("core", BUNDLE.replace("1.0", "2.0"), "");

        assertThatThrownBy(() -> readAll(Set.of(), Set.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("org.some:bundle:2.0")
                .hasMessageContaining("core.json")
                .hasMessageContaining("bundle-2.0.jar");
    }

    @Test
    void a_broken_feature_file_is_named() throws Exception {
        Files.writeString(home.resolve("features/core.json"), "{ \"id\": ");

        assertThatThrownBy(() -> readAll(Set.of(), Set.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("core.json cannot be read");
    }

    @Test
    void a_bundle_without_a_level_is_refused() throws Exception {
        feature("core", "{ \"id\": \"org.some:bundle:1.0\" }", "");

        assertThatThrownBy(() -> readAll(Set.of(), Set.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("org.some:bundle:1.0")
                .hasMessageContaining("bundleStartLevel");
    }

    @Test
    void a_bundle_is_run_from_where_it_lies_whatever_its_folder_is_called() {
        assertThat(new BundleFile(Path.of("/a b/c+d.jar"), 1).location())
                .isEqualTo("reference:file:///a%20b/c+d.jar");
    }

    private void feature(String name, String bundle, String extensions) throws IOException {
        Files.writeString(
                home.resolve("features").resolve(name + ".json"),
                """
                { "feature-resource-version": "1.0", "id": "org.some:%s:json:1.0",
                  "bundles": [ %s ] %s }
                """
                        .formatted(name, bundle, extensions));
    }

    private List<FeatureContent> readAll(Set<String> with, Set<String> without) throws Refusal {
        return new FeatureReader(new Repository(home.resolve("repository")))
                .readAll(home.resolve("features"), with, without);
    }
}
