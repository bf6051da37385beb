/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.watch.ScanOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class StopTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    private FanotifySource guarding() throws Exception {
        sandbox.file("data");
        FanotifySource source = sandbox.started(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        return source;
    }

    private List<Process> openers(int count) throws Exception {
        List<Process> openers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            openers.add(sandbox.start("cat", sandbox.path("data").toString()));
        }
        return openers;
    }

    private static void assertReleased(List<Process> openers) throws Exception {
        for (Process opener : openers) {
            assertThat(Sandbox.end(opener).exit()).isZero();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nacre-"))
                .count();
    }

    @Test
    void sixteen_openers_that_wait_are_released() throws Exception {
        FanotifySource source = guarding();
        long before = Sandbox.descriptors();
        Queue<FileEvent> held = new ConcurrentLinkedQueue<>();
        sink.onAccept(held::add);
        List<Process> openers = openers(16);
        Sandbox.await("all wait", () -> held.size() == 16);
        source.stop();
        assertReleased(openers);
        for (FileEvent event : held) {
            assertThat(event.answer(false)).as("too late to refuse").isFalse();
            event.close();
        }
        assertThat(Sandbox.descriptors()).as("the source's own are closed").isLessThan(before);
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void one_that_is_told_to_watch_nothing_keeps_those_waiting_who_wait_and_no_others()
            throws Exception {
        FanotifySource source = guarding();
        Queue<FileEvent> held = new ConcurrentLinkedQueue<>();
        sink.onAccept(held::add);
        List<Process> openers = openers(16);
        Sandbox.await("all wait", () -> held.size() == 16);
        source.guard(List.of());
        assertReleased(openers(4));
        assertThat(held).hasSize(16);
        assertThat(source.waiting()).isEqualTo(16);
        for (FileEvent event : held) {
            assertThat(event.answer(false)).isTrue();
            event.close();
        }
        Sandbox.await("nobody waits", () -> source.waiting() == 0);
        for (Process opener : openers) {
            assertThat(Sandbox.end(opener).exit()).isNotZero();
        }
        source.stop();
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void openers_are_released_even_where_the_sink_never_returns() throws Exception {
        FanotifySource source = guarding();
        CountDownLatch never = new CountDownLatch(1);
        sink.onAccept(
                event -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    event.close();
                });
        List<Process> openers = openers(6);
        Sandbox.await("both readers are held", () -> sink.seen().size() == 2);
        source.stop();
        assertReleased(openers);
        never.countDown();
        Sandbox.await("the readers end", () -> threads() == 0);
    }

    @Test
    void with_idle_readers_the_next_opener_does_not_wait() throws Exception {
        FanotifySource source = guarding();
        long start = System.nanoTime();
        source.stop();
        assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
        assertReleased(openers(1));
        assertThat(sink.seen()).isEmpty();
        assertThat(threads()).isZero();
    }

    @Test
    void nothing_is_left_open_and_it_can_be_started_again() throws Exception {
        FanotifySource source = guarding();
        source.stop();
        long before = Sandbox.descriptors();
        for (int i = 0; i < 5; i++) {
            source.start(sink);
            source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
            assertReleased(openers(1));
            source.stop();
        }
        assertThat(sink.seen()).hasSize(5);
        assertThat(Sandbox.descriptors()).isEqualTo(before);
        assertThat(source.status().guarded()).isEmpty();
    }
}
