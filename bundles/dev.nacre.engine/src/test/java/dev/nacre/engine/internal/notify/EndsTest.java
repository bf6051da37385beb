/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndsTest {
    private static final String CALL = "a/name of \u00fcmlauts a detection";

    @TempDir private Path folder;

    /** As the next start of the host has it. */
    private Ends next() {
        return new Ends(folder.resolve("telling"));
    }

    @Test
    void a_call_that_comes_back_leaves_nothing() throws Exception {
        Ends ends = next();
        ends.begin(CALL);
        ends.end(CALL);
        assertThat(next().of(CALL)).isZero();
        assertThat(folder.resolve("telling")).isEmptyDirectory();
    }

    @Test
    void its_folder_is_made_once_and_not_before_each_call() {
        Ends ends = next();
        assertThat(folder.resolve("telling")).isEmptyDirectory();
        assertThat(folder.resolve("telling").toFile().delete()).isTrue();
        ends.begin(CALL);
        ends.end(CALL);
        assertThat(folder.resolve("telling")).doesNotExist();
    }

    @Test
    void calls_that_the_host_ended_in_are_counted_until_one_comes_back() {
        next().begin(CALL);
        assertThat(next().of(CALL)).isEqualTo(1);
        Ends second = next();
        second.begin(CALL);
        assertThat(second.of(CALL)).isEqualTo(1);
        assertThat(next().of(CALL)).isEqualTo(2);
        assertThat(next().of("another")).isZero();
        Ends third = next();
        third.begin(CALL);
        third.end(CALL);
        assertThat(third.of(CALL)).isZero();
        assertThat(next().of(CALL)).isZero();
    }

    @Test
    void a_count_that_was_not_written_to_its_end_is_one() throws Exception {
        next().begin(CALL);
        for (String name : folder.resolve("telling").toFile().list()) {
            Files.writeString(folder.resolve("telling").resolve(name), "");
        }
        assertThat(next().of(CALL)).isEqualTo(1);
    }
}
