/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.watch.ScanOn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class AnswerTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private final BlockingQueue<FileEvent> held = new LinkedBlockingQueue<>();
    private FanotifySource source;
    private String file;

    @BeforeEach
    void guard() throws Exception {
        file = sandbox.file("data").toString();
        source = sandbox.started(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
    }

    private FileEvent take() throws InterruptedException {
        FileEvent event = held.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    @Test
    void a_refused_opening_fails_with_eperm() throws Exception {
        sink.onAccept(RecordingSink.DENY);
        Sandbox.Result result = sandbox.run("cat", file);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("Operation not permitted");
        sink.onAccept(RecordingSink.ALLOW);
        assertThat(sandbox.run("cat", file).output()).isEqualTo("pearl\n");
    }

    @Test
    void the_content_can_be_read_and_the_process_told_while_it_waits() throws Exception {
        sink.onAccept(held::add);
        Process cat = sandbox.start("cat", file);
        try (FileEvent event = take()) {
            ByteBuffer content = ByteBuffer.allocate(10);
            assertThat(event.read(content, 1)).isEqualTo(5);
            assertThat(new String(content.array(), 0, 4)).isEqualTo("earl");
            assertThat(event.identify()).isEqualTo(event.identity());
            assertThat(event.process().orElseThrow().command()).isEqualTo("cat");
            assertThat(cat.isAlive()).isTrue();
            assertThat(event.answer(true)).isTrue();
        }
        assertThat(Sandbox.end(cat).exit()).isZero();
    }

    @Test
    void a_process_that_runs_another_program_is_told_by_that_from_then_on() throws Exception {
        sink.onAccept(held::add);
        Process process = sandbox.start("bash", "-c", "exec 3<\"$0\"; exec cat \"$0\"", file);
        for (String command : List.of("bash", "cat")) {
            try (FileEvent event = take()) {
                assertThat(event.pid()).isEqualTo((int) process.pid());
                assertThat(event.process().orElseThrow().command()).isEqualTo(command);
                event.answer(true);
            }
        }
        assertThat(Sandbox.end(process).exit()).isZero();
    }

    @Test
    void only_the_first_of_many_answers_counts() throws Exception {
        sink.onAccept(held::add);
        for (int round = 0; round < 20; round++) {
            Process cat = sandbox.start("cat", file);
            FileEvent event = take();
            CountDownLatch go = new CountDownLatch(1);
            AtomicInteger answered = new AtomicInteger();
            AtomicBoolean allowed = new AtomicBoolean();
            List<Thread> threads =
                    List.of(
                            answering(event, true, go, answered, allowed),
                            answering(event, false, go, answered, allowed),
                            answering(event, true, go, answered, allowed));
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answered).hasValue(1);
            assertThat(Sandbox.end(cat).exit()).isEqualTo(allowed.get() ? 0 : 1);
        }
        assertThat(sink.losses()).isEmpty();
    }

    /** Each closes as well, as if the event were its own. */
    private static Thread answering(
            FileEvent event,
            boolean allow,
            CountDownLatch go,
            AtomicInteger answered,
            AtomicBoolean allowed) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            if (event.answer(allow)) {
                                answered.incrementAndGet();
                                allowed.set(allow);
                            }
                            event.close();
                        });
        thread.start();
        return thread;
    }

    @Test
    void closing_without_an_answer_allows_and_is_counted() throws Exception {
        sink.onAccept(FileEvent::close);
        assertThat(sandbox.run("cat", file).exit()).isZero();
        Sandbox.await("it is counted", () -> sink.losses().equals(List.of("unanswered")));
    }

    @Test
    void a_sink_that_throws_lets_the_access_pass_and_is_counted() throws Exception {
        sink.onAccept(
                event -> {
                    throw new IllegalStateException("broken on purpose");
                });
        assertThat(sandbox.run("cat", file).exit()).isZero();
        assertThat(sandbox.run("cat", file).exit()).isZero();
        List<String> faults = List.of("sink-fault", "sink-fault");
        Sandbox.await("it is counted", () -> sink.losses().equals(faults));
    }

    @Test
    void one_reader_that_is_held_up_leaves_the_other_to_serve() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        sink.onAccept(
                event -> {
                    if (first.getAndSet(false)) {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    RecordingSink.finish(event, true);
                });
        Process waiting = sandbox.start("cat", file);
        Sandbox.await("the first access is reported", () -> sink.seen().size() == 1);
        assertThat(sandbox.run("cat", file).exit()).isZero();
        assertThat(waiting.isAlive()).isTrue();
        go.countDown();
        assertThat(Sandbox.end(waiting).exit()).isZero();
    }

    @Test
    void no_descriptor_is_left_open() throws Exception {
        sandbox.shell("for i in 1 2 3; do read x < $1/data; done");
        long before = Sandbox.descriptors();
        sandbox.shell("i=0; while [ $i -lt 500 ]; do read x < $1/data; i=$((i+1)); done");
        Sandbox.await("every access is reported", () -> sink.seen().size() == 503);
        // Fewer where one was still open when they were counted before.
        Sandbox.await("the last is closed", () -> Sandbox.descriptors() <= before);
    }
}
