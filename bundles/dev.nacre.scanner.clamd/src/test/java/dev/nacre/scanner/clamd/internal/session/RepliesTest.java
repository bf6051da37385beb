/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
    @ParameterizedTest
    @ValueSource(strings = {"fd[9]: OK", "stream: OK", "fd[9]: Empty file"})
    void nothing_found_is_clean(String reply) {
        assertThat(Replies.verdict(reply)).contains(Verdict.CLEAN);
    }

    @ParameterizedTest
    @CsvSource({
        "fd[9]: Win.Test.EICAR_HDB-1 FOUND, Win.Test.EICAR_HDB-1",
        "stream: A.B(44d88612fea8a8f36de82e1278abb02f:68) FOUND, A.B",
        "stream: Name: with colon FOUND, Name: with colon",
        "fd[9]: {HEX}x.1(not a hash).UNOFFICIAL FOUND, {HEX}x.1(not a hash).UNOFFICIAL"
    })
    void what_is_found_has_its_name(String reply, String name) {
        assertThat(Replies.verdict(reply)).contains(new Verdict.Infected(name));
    }

    @ParameterizedTest
    @CsvSource({
        "fd[9]: Heuristics.Limits.Exceeded.MaxFileSize FOUND, LIMIT_EXCEEDED",
        "fd[9]: Heuristics.Limits.Exceeded FOUND, LIMIT_EXCEEDED",
        "INSTREAM size limit exceeded. ERROR, LIMIT_EXCEEDED",
        "fd[9]: Exceeded max scan size ERROR, LIMIT_EXCEEDED",
        "fd[9]: Exceeded time limit ERROR, TIMED_OUT",
        "fd[9]: Can't allocate memory ERROR, SCAN_FAILED",
        "No file descriptor received. ERROR, SCAN_FAILED",
        "fd[9]: Excluded, SCAN_FAILED"
    })
    void what_was_not_looked_at_is_not_clean(String reply, UnscannedReason reason) {
        assertThat(Replies.verdict(reply))
                .hasValueSatisfying(
                        verdict ->
                                assertThat(((Verdict.Unscanned) verdict).reason())
                                        .isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OKAY", "fd[9]:", "fd[9]: ok", " FOUND", "PONG", "fd[9]: OK now"})
    void what_is_no_verdict_is_none(String reply) {
        assertThat(Replies.verdict(reply)).isEmpty();
    }

    @Test
    void a_text_from_the_other_end_is_shown_short_and_printable() {
        assertThat(Replies.shown("a\u001b[31m\n" + "x".repeat(500)))
                .startsWith("a?[31m?x")
                .hasSize(123);
    }
}
