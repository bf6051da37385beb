/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.scanner.clamd.conf.ConfFile.Line;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfFileTest {
    @Test
    void comments_and_empty_lines_set_nothing_but_count() {
        ConfFile conf = parse("# MaxThreads 1\n\n \t\nx\n  \t MaxThreads \t 7 \t\n");
        assertThat(conf.lines()).containsExactly(new Line(5, "MaxThreads", "7"));
        assertThat(conf.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "/srv/plain | /srv/plain",
                "\"/srv/with space\" | /srv/with space",
                "\"/srv/quoted\" and more | /srv/quoted",
                "/srv/with space | /srv/with space",
                "/srv/x # why | /srv/x",
                "/srv/x# why | /srv/x",
                "\"/srv/a\"b\" | /srv/a\"b",
            })
    void a_value_loses_quotation_marks_and_comment(String written, String read) {
        assertThat(parse("OnAccessIncludePath " + written).value("OnAccessIncludePath"))
                .contains(read);
    }

    @Test
    void of_a_repeated_option_the_first_is_in_force_and_all_are_there() {
        ConfFile conf = parse("MaxThreads 1\nMaxThreads 2\n");
        assertThat(conf.value("MaxThreads")).contains("1");
        assertThat(conf.lines()).hasSize(2);
        assertThat(conf.value("MaxQueue")).isEmpty();
    }

    @Test
    void a_value_is_bytes() {
        byte[] content = "LocalSocket /srv/\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ConfFile.parse(content).value("LocalSocket")).contains("/srv/\u00e9");
        assertThat(parse("LocalSocket /srv/\u00e9\n").value("LocalSocket"))
                .contains("/srv/\u00c3\u00a9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example",
                "Example please edit",
                "LogClean",
                "LogClean   ",
                "LogClean \"",
                "LogClean \"\"",
                "LogClean # yes",
                "LogClean yes\r"
            })
    void what_clamd_cannot_read_is_a_problem_of_its_line(String line) {
        ConfFile conf = parse("MaxThreads 1\n" + line + "\nMaxQueue 3\n");
        assertThat(conf.problems()).hasSize(1);
        assertThat(conf.problems().get(0).number()).isEqualTo(2);
        assertThat(conf.value("MaxQueue")).as("what stands behind it is read").contains("3");
    }

    @Test
    void a_line_that_clamd_would_cut_is_a_problem() {
        assertThat(parse("VirusEvent " + "x".repeat(1012)).problems()).isEmpty();
        assertThat(parse("VirusEvent " + "x".repeat(1013)).problems()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "4096,4096",
        "25m,26214400",
        "25M,26214400",
        "1K,1024",
        "2g,2147483648",
        "010,8",
        "0,9223372036854775807",
        "99999999999G,9223372036854775807",
        "99999999999999999999,9223372036854775807"
    })
    void a_size_is_a_number_of_bytes_and_0_is_no_limit(String written, long bytes) {
        assertThat(ConfFile.size(written)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "1T", "1 M", "08", "x", "1MB"})
    void what_is_no_size_has_none(String written) {
        assertThat(ConfFile.size(written)).isEmpty();
    }

    private static ConfFile parse(String text) {
        return ConfFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
