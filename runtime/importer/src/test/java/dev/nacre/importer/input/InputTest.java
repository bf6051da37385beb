/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nacre.importer.input.Mistakes.Mistake;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @TempDir private Path folder;

    @Test
    void each_setting_has_its_place() throws Exception {
        conf("LocalSocket /run/c.sock", "", "OnAccessIncludePath /a", "OnAccessIncludePath /b");
        Input input = read();
        assertThat(input.all("OnAccessIncludePath"))
                .extracting(Said::toString)
                .containsExactly(
                        "clamd.conf:3 OnAccessIncludePath /a",
                        "clamd.conf:4 OnAccessIncludePath /b");
        assertThat(input.repeated()).isEmpty();
    }

    @Test
    void of_an_option_that_may_be_set_once_the_first_is_in_force() throws Exception {
        conf("OnAccessMaxFileSize 1M", "OnAccessMaxFileSize 2M");
        Input input = read("--move=/a", "--move=/b");
        assertThat(input.all("OnAccessMaxFileSize")).extracting(Said::value).containsExactly("1M");
        assertThat(input.all("--move")).extracting(Said::value).containsExactly("/a");
        assertThat(input.repeated())
                .extracting(Said::toString)
                .containsExactly("clamd.conf:2 OnAccessMaxFileSize 2M", "clamonacc --move=/b");
    }

    @Test
    void all_mistakes_are_named_by_their_lines() throws Exception {
        conf(
                "OnAccessPrevention maybe",
                "LocalSocket",
                "OnAccessMaxFileSize 5T",
                "OnAccessNonsense yes",
                "onaccessprevention yes",
                "OnAccessMaxThreads many",
                "OnAccessExcludeUname \"open");
        Mistakes mistakes = catchThrowableOfType(Mistakes.class, this::read);
        assertThat(mistakes.all())
                .extracting(Mistake::where)
                .containsExactly(
                        conf() + ":1",
                        conf() + ":2",
                        conf() + ":3",
                        conf() + ":4",
                        conf() + ":5",
                        conf() + ":6",
                        conf() + ":7");
        assertThat(mistakes).hasMessageContaining("yes or no").hasMessageContaining("such as 25M");
        assertThat(mistakes.all().get(4).message()).contains("perhaps OnAccessPrevention");
    }

    @Test
    void a_list_gives_a_folder_a_line() throws Exception {
        conf("LocalSocket /run/c.sock");
        Path list = Files.write(folder.resolve("list"), List.of("/a", "", "/with space"));
        Input input = read("-W", list.toString());
        assertThat(input.all("--watch-list"))
                .extracting(Said::toString)
                .containsExactly("list:1 --watch-list=/a", "list:3 --watch-list=/with space");
    }

    @Test
    void a_line_of_a_list_that_is_no_absolute_path_is_a_mistake() throws Exception {
        conf("LocalSocket /run/c.sock");
        Path list = Files.write(folder.resolve("list"), List.of("/a", "b"));
        assertThatThrownBy(() -> read("--exclude-list", list.toString()))
                .isInstanceOf(Mistakes.class)
                .hasMessageContaining(list + ":2: b ");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(this::read)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(conf().toString());
    }

    @Test
    void the_command_line_is_read_as_clamonacc_reads_it() {
        Arguments arguments =
                Arguments.parse(
                        "-Fzc/a.conf",
                        "-W",
                        "/w",
                        "--move",
                        "/q",
                        "-l/log",
                        "--fdpass",
                        "--etc=/e");
        assertThat(arguments.conf()).isEqualTo(Path.of("/a.conf"));
        assertThat(arguments.etc()).contains(Path.of("/e"));
        assertThat(arguments.options())
                .extracting(Said::toString)
                .containsExactly(
                        "clamonacc --foreground",
                        "clamonacc --allmatch",
                        "clamonacc --config-file=/a.conf",
                        "clamonacc --watch-list=/w",
                        "clamonacc --move=/q",
                        "clamonacc --log=/log",
                        "clamonacc --fdpass");
        assertThat(Arguments.parse().conf()).isEqualTo(Path.of("/etc/clamav/clamd.conf"));
        assertThat(Arguments.parse("/b.conf", "-h").help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--wacth-list=/a", "-y", "--move=", "--etc", "-W", "/a /b"})
    void what_is_not_understood_is_refused(String words) {
        assertThatThrownBy(() -> Arguments.parse(words.split(" ")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path conf() {
        return folder.resolve("clamd.conf");
    }

    private void conf(String... lines) throws Exception {
        Files.write(conf(), List.of(lines));
    }

    private Input read(String... options) throws Exception {
        String[] words = new String[options.length + 1];
        words[0] = conf().toString();
        System.arraycopy(options, 0, words, 1, options.length);
        return Input.read(Arguments.parse(words));
    }
}
