/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path folder;
    private Path etc;

    @BeforeEach
    void make_etc() throws Exception {
        etc = Files.createDirectories(folder.resolve("etc"));
    }

    @Test
    void files_are_written_and_all_is_told() throws Exception {
        assertThat(run("LocalSocket /c", "OnAccessIncludePath /a", "VirusEvent /b")).isZero();
        assertThat(etc.resolve("dev.nacre.watch-clamonacc.cfg")).exists();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("dev.nacre.watch-clamonacc.cfg: paths")
                .contains("Not carried over:\n  clamd.conf:3 VirusEvent /b\n");
    }

    @Test
    void machines_get_json() throws Exception {
        assertThat(run("LocalSocket /c", "OnAccessIncludePath /a", "LogClean no")).isZero();
        out.reset();
        assertThat(again("--json")).isZero();
        JsonObject json = json();
        assertThat(json.keySet()).containsExactly("etc", "files", "carried", "left", "others");
        JsonObject carried = json.get("carried").getAsJsonArray().get(1).getAsJsonObject();
        assertThat(carried.get("where").getAsString()).isEqualTo("clamd.conf:2");
        assertThat(carried.get("option").getAsString()).isEqualTo("OnAccessIncludePath");
        assertThat(carried.get("value").getAsString()).isEqualTo("/a");
        assertThat(json.get("others").getAsInt()).isOne();
    }

    @Test
    void mistakes_are_told_and_nothing_is_written() throws Exception {
        assertThat(run("LocalSocket /c", "OnAccessIncludePath /a", "OnAccessPrevention perhaps"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(folder.resolve("clamd.conf") + ":3: OnAccessPrevention perhaps ")
                .endsWith("nacre: nothing was written\n");
        assertThat(etc).isEmptyDirectory();
        assertThat(again("--json")).isEqualTo(2);
        assertThat(json().get("mistakes").getAsJsonArray()).hasSize(1);
    }

    @Test
    void a_file_that_is_there_is_named_and_replaced_only_by_force() throws Exception {
        Path watch = etc.resolve("dev.nacre.watch-clamonacc.cfg");
        Files.writeString(watch, "paths = [\"/mine\"]\n");
        assertThat(run("LocalSocket /c", "OnAccessIncludePath /a")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(watch + ": ");
        assertThat(etc).isDirectoryContaining(path -> path.equals(watch));
        assertThat(Files.readString(watch)).isEqualTo("paths = [\"/mine\"]\n");
        try (var files = Files.list(etc)) {
            assertThat(files).hasSize(1);
        }
        assertThat(again("--force")).isZero();
        assertThat(Files.readString(watch)).contains("[\"/a\"]");
        assertThat(etc.resolve("dev.nacre.watch-clamonacc.cfg.replaced-1"))
                .hasContent("paths = [\"/mine\"]\n");
    }

    @Test
    void what_cannot_be_read_or_understood_is_said_in_a_line() throws Exception {
        assertThat(main("/no/such.conf", "--etc", etc.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no file /no/such.conf");
        run("LocalSocket /c", "OnAccessIncludePath /a");
        assertThat(main(folder.resolve("clamd.conf").toString(), "--etc=/no/etc")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no folder /no/etc");
        assertThat(main("--nonsense")).isEqualTo(64);
        assertThat(main("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("usage: nacre import");
    }

    @Test
    void without_a_name_the_etc_of_the_installation_is_meant() throws Exception {
        Path conf =
                Files.write(
                        folder.resolve("clamd.conf"),
                        List.of("LocalSocket /c", "OnAccessIncludePath /a"));
        assertThat(main(conf.toString())).isZero();
        assertThat(etc.resolve("dev.nacre.watch-clamonacc.cfg")).exists();
    }

    private int run(String... lines) throws Exception {
        Files.write(folder.resolve("clamd.conf"), List.of(lines));
        return again();
    }

    private int again(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = folder.resolve("clamd.conf").toString();
        words[1] = "--etc";
        words[2] = etc.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return main(words);
    }

    private int main(String... words) {
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Main(to, errors, folder).run(words);
    }

    private JsonObject json() {
        return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
