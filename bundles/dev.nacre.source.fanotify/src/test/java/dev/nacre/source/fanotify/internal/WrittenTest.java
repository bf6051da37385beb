/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.linux.FileHandle;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class WrittenTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Written written = new Written();
    private final long start = System.nanoTime() + TimeUnit.HOURS.toNanos(1);

    private FileHandle file(int number) throws Exception {
        String name = "f" + number;
        if (Files.notExists(sandbox.path(name))) {
            sandbox.file(name);
        }
        return sandbox.handle(name);
    }

    private void write(int from, int to, long millis) throws Exception {
        for (int i = from; i < to; i++) {
            written.add(
                    new Written.Name(
                            new FileKey(1, file(i)),
                            null,
                            i,
                            Optional.empty(),
                            start + millis * MILLI));
        }
        written.gathered(start + millis * MILLI);
    }

    private List<Integer> due(long millis) {
        List<Integer> due = new ArrayList<>();
        for (Written.Name name = written.takeDue(start + millis * MILLI);
                name != null;
                name = written.takeDue(start + millis * MILLI)) {
            due.add(name.pid());
        }
        return due;
    }

    @Test
    void few_files_are_due_at_once_in_the_order_they_came() throws Exception {
        assertThat(written.millis(start)).isEqualTo(-1);
        write(0, Written.FEW, 0);
        assertThat(written.millis(start)).isEqualTo(1);
        assertThat(due(0)).hasSize(Written.FEW).isSorted();
        assertThat(written.isEmpty()).isTrue();
    }

    @Test
    void many_are_due_when_no_more_have_come_for_a_while() throws Exception {
        write(0, Written.FEW + 1, 0);
        write(Written.FEW + 1, 2 * Written.FEW + 2, 300);
        assertThat(due(799)).isEmpty();
        assertThat(written.millis(start + 799 * MILLI)).isEqualTo(2);
        assertThat(due(800)).hasSize(2 * Written.FEW + 2);
    }

    @Test
    void none_waits_longer_than_two_seconds_though_more_come_on_and_on() throws Exception {
        int each = Written.FEW + 1;
        for (int i = 0; i < 21; i++) {
            assertThat(due(100L * i)).hasSize(i < 20 ? 0 : each);
            write(each * i, each * (i + 1), 100L * i);
        }
        assertThat(due(2000)).isEmpty();
        assertThat(due(2100)).hasSize(each);
    }

    @Test
    void a_file_that_is_written_again_is_looked_at_once_and_no_later() throws Exception {
        write(0, Written.FEW + 1, 0);
        for (int i = 1; i < 20; i++) {
            write(0, 1, 100L * i);
            write(100 * i, 100 * i + Written.FEW + 1, 100L * i);
        }
        assertThat(due(2000)).hasSize(Written.FEW + 1).containsOnlyOnce(0);
    }
}
