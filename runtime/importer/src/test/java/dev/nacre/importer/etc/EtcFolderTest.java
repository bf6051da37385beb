/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.etc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.fileinstall.shaded.util.properties.TypedProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcFolderTest {
    private static final String SHIPPED = "dev.nacre.quarantine.cfg";

    @TempDir private Path path;
    private EtcFolder etc;

    @BeforeEach
    void name_it() {
        etc = new EtcFolder(path);
    }

    @Test
    void files_that_are_not_there_are_written() throws Exception {
        List<CfgFile> files = List.of(file("a.cfg", "1"), file("b.cfg", "2"));
        assertThat(etc.conflicts(files)).isEmpty();
        etc.write(files);
        assertThat(path.resolve("a.cfg")).hasContent("# head\n\n# why\nkey = \"1\"\n");
        assertThat(path).isDirectoryNotContaining("glob:**.import");
    }

    @Test
    void a_file_that_says_something_else_is_a_conflict() throws Exception {
        CfgFile file = file("a.cfg", "1");
        Files.writeString(path.resolve("a.cfg"), "key = \"mine\"\n");
        assertThat(etc.conflicts(List.of(file))).containsExactly(file);
        etc.write(List.of(file));
        assertThat(path.resolve("a.cfg")).hasContent(file.text());
        assertThat(path.resolve("a.cfg.replaced-1")).hasContent("key = \"mine\"\n");
    }

    @Test
    void what_is_written_twice_is_no_conflict_and_replaces_nothing() throws Exception {
        List<CfgFile> files = List.of(file("a.cfg", "1"));
        etc.write(files);
        assertThat(etc.conflicts(files)).isEmpty();
        etc.write(files);
        assertThat(path).isDirectoryNotContaining("glob:**.replaced-*");
    }

    @Test
    void a_file_as_it_was_shipped_is_no_conflict_and_one_that_was_edited_is() throws Exception {
        String shipped =
                new String(
                        getClass().getResourceAsStream(SHIPPED).readAllBytes(),
                        StandardCharsets.UTF_8);
        CfgFile file = file(SHIPPED, "1");
        Files.writeString(path.resolve(SHIPPED), shipped);
        assertThat(etc.conflicts(List.of(file))).isEmpty();
        Files.writeString(path.resolve(SHIPPED), shipped.replace("\"1G\"", "\"2G\""));
        assertThat(etc.conflicts(List.of(file))).containsExactly(file);
    }

    @Test
    void where_one_cannot_be_written_the_folder_is_as_it_was() throws Exception {
        Files.writeString(path.resolve("a.cfg"), "mine\n");
        Files.createDirectories(path.resolve("c.cfg.import"));
        List<CfgFile> files = List.of(file("a.cfg", "1"), file("b.cfg", "2"), file("c.cfg", "3"));
        assertThatThrownBy(() -> etc.write(files)).isInstanceOf(IOException.class);
        assertThat(path.resolve("a.cfg")).hasContent("mine\n");
        assertThat(path.resolve("b.cfg")).doesNotExist();
    }

    @Test
    void where_one_cannot_be_placed_those_before_are_taken_back() throws Exception {
        Files.writeString(path.resolve("a.cfg"), "mine\n");
        // Present, and not to be read: a folder.
        Files.createDirectories(path.resolve("b.cfg/in"));
        List<CfgFile> files = List.of(file("a.cfg", "1"), file("b.cfg", "2"));
        assertThatThrownBy(() -> etc.write(files)).isInstanceOf(IOException.class);
        assertThat(path.resolve("a.cfg")).hasContent("mine\n");
        assertThat(path).isDirectoryNotContaining("glob:**.{import,replaced-1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/plain",
                "/srv/caf\\xe9",
                "/srv/\"quoted\"",
                "/srv/back\\\\slash",
                ".*[.]log(?=/).*/.*",
                "\\x24{HOME}",
                "a, b",
                "# no comment"
            })
    void file_install_reads_a_value_as_it_was_meant(String value) throws Exception {
        CfgFile file =
                new CfgFile("a.cfg", "head").list("key", List.of(value, "b"), List.of("why"));
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(file.text()));
        assertThat((Object[]) properties.get("key")).containsExactly(value, "b");
    }

    @Test
    void a_long_comment_is_wrapped() {
        CfgFile file = new CfgFile("a.cfg", "word ".repeat(60).strip());
        assertThat(file.text().lines()).allMatch(line -> line.length() <= 99).hasSize(4);
    }

    private static CfgFile file(String name, String value) {
        return new CfgFile(name, "head").set("key", value, List.of("why"));
    }
}
