/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Stall;
import dev.nacre.api.watch.ScanOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that the sink does not give back. */
@NeedsFanotify
class ReliefTest {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private FanotifySource source;
    private String file;

    @BeforeEach
    void guard() throws Exception {
        file = sandbox.file("data").toString();
        source = sandbox.started(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        assertThat(sandbox.run("cat", file).exit()).isZero();
        sink.forget();
    }

    @AfterEach
    void let_go() {
        end.countDown();
    }

    /** A sink that does not come back before the end of the test. */
    private Consumer<FileEvent> holding(Consumer<FileEvent> then) {
        return event -> {
            boolean over = false;
            while (!over) {
                try {
                    end.await();
                    over = true;
                } catch (InterruptedException e) {
                    continue;
                }
            }
            then.accept(event);
        };
    }

    /** With a pause, though a shorter one than a host makes: who is slow is not held up. */
    private List<Stall> look(boolean allow) {
        LockSupport.parkNanos(PAUSE_NANOS);
        return lookAtOnce(allow);
    }

    private List<Stall> lookAtOnce(boolean allow) {
        return source.relieve(
                thread -> {
                    asked.incrementAndGet();
                    return allow;
                });
    }

    /** What a host does. */
    private List<Stall> lookUntil(int stalls, boolean allow) throws Exception {
        List<Stall> all = new ArrayList<>();
        Sandbox.await(
                stalls + " readers are held up",
                () -> {
                    all.clear();
                    all.addAll(look(allow));
                    return all.size() == stalls;
                });
        return all;
    }

    /** One after another, as one reader would take what comes together. */
    private List<Process> heldOpeners(IntSupplier reported) throws Exception {
        List<Process> openers = new ArrayList<>();
        for (int i = 1; i <= Readers.COUNT; i++) {
            int wanted = i;
            openers.addAll(openers(1));
            Sandbox.await("it is held up", () -> reported.getAsInt() == wanted);
        }
        return openers;
    }

    /**
     * Accesses that wait to be read together.
     *
     * @param first those by which all readers are held up until it begins, and which are allowed
     */
    private record Burst(CountDownLatch begins, List<Process> first, List<Process> rest) {}

    private Burst burst(int count) throws Exception {
        Queue<FileEvent> queued = new ConcurrentLinkedQueue<>();
        CountDownLatch begins = new CountDownLatch(1);
        sink.onAccept(
                event -> {
                    queued.add(event);
                    await(begins);
                    RecordingSink.finish(event, true);
                });
        List<Process> first = heldOpeners(queued::size);
        List<Process> rest = openers(count);
        Sandbox.await("all wait", () -> rest.stream().allMatch(ReliefTest::isWaiting));
        return new Burst(begins, first, rest);
    }

    private List<Process> openers(int count) throws Exception {
        List<Process> openers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            openers.add(sandbox.start("cat", file));
        }
        return openers;
    }

    @Test
    void what_a_reader_is_held_up_by_is_answered_and_later_accesses_are_served() throws Exception {
        for (boolean allow : new boolean[] {true, false}) {
            long before = Sandbox.descriptors();
            sink.onAccept(holding(RecordingSink.ALLOW));
            List<Process> held = heldOpeners(() -> sink.seen().size());
            sink.onAccept(RecordingSink.ALLOW);
            assertThat(lookUntil(asked.get() + Readers.COUNT, allow)).allMatch(Stall::relieved);
            for (Process opener : held) {
                assertThat(Sandbox.end(opener).exit()).isEqualTo(allow ? 0 : 1);
            }
            for (Process opener : openers(100)) {
                assertThat(Sandbox.end(opener).exit()).isZero();
            }
            Sandbox.await(
                    "all is closed but what the sink may be using",
                    () -> Sandbox.descriptors() <= before + Readers.COUNT);
            sink.forget();
        }
        assertThat(asked).hasValue(2 * Readers.COUNT);
        assertThat(sink.losses()).as("one answer each").isEmpty();
    }

    @Test
    void who_comes_back_finds_its_access_answered_and_ends() throws Exception {
        long before = Sandbox.descriptors();
        Queue<Boolean> late = new ConcurrentLinkedQueue<>();
        sink.onAccept(
                holding(
                        event -> {
                            late.add(event.answer(true));
                            event.close();
                        }));
        List<Process> held = heldOpeners(() -> sink.seen().size());
        List<Stall> stalls = lookUntil(Readers.COUNT, false);
        for (Process opener : held) {
            assertThat(Sandbox.end(opener).exit()).as("refused").isEqualTo(1);
        }
        sink.onAccept(RecordingSink.ALLOW);
        end.countDown();
        for (Stall stall : stalls) {
            stall.thread().join();
        }
        assertThat(late).containsExactly(false, false);
        Sandbox.await("its descriptor is closed", () -> Sandbox.descriptors() <= before);
        assertThat(look(true)).isEmpty();
        assertThat(sandbox.run("cat", file).exit()).isZero();
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void what_came_in_the_same_burst_is_served_by_who_takes_over() throws Exception {
        Burst burst = burst(60);
        sink.onAccept(holdingOnce());
        burst.begins.countDown();
        lookUntil(1, true);
        for (Process opener : burst.first) {
            assertThat(Sandbox.end(opener).exit()).isZero();
        }
        for (Process opener : burst.rest) {
            assertThat(Sandbox.end(opener).exit()).isZero();
        }
        assertThat(sink.losses()).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void what_was_settled_before_in_the_same_burst_is_allowed() throws Exception {
        long before = Sandbox.descriptors();
        Burst burst = burst(5);
        AtomicInteger looks = new AtomicInteger();
        sink.onSettle(
                () -> {
                    if (looks.incrementAndGet() == 3) {
                        await(end);
                    }
                });
        sink.settleIf(() -> true);
        burst.begins.countDown();
        lookUntil(1, false);
        for (Process opener : burst.first) {
            assertThat(Sandbox.end(opener).exit()).isZero();
        }
        int refused = 0;
        for (Process opener : burst.rest) {
            refused += Sandbox.end(opener).exit();
        }
        assertThat(refused).as("what was in hand alone").isOne();
        end.countDown();
        Sandbox.await("all is closed", () -> Sandbox.descriptors() <= before);
        assertThat(sink.losses()).as("one answer each").isEmpty();
    }

    @Test
    void readers_that_are_relieved_without_need_lose_no_access_and_answer_none_twice()
            throws Exception {
        long before = Sandbox.descriptors();
        AtomicInteger looks = new AtomicInteger();
        sink.onSettle(Thread::yield);
        sink.settleIf(() -> looks.incrementAndGet() % 8 != 0);
        Process openers =
                sandbox.start(
                        "sh",
                        "-c",
                        "for n in 1 2 3 4; do"
                                + " (i=0; while [ $i -lt 1000 ]; do read x < $1 || exit 1;"
                                + " i=$((i+1)); done) & p=\"$p $!\"; done;"
                                + " for one in $p; do wait $one || exit 1; done",
                        "sh",
                        file);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (openers.isAlive() && System.nanoTime() < end) {
            lookAtOnce(true);
        }
        assertThat(Sandbox.end(openers).exit()).isZero();
        assertThat(asked).as("readers were relieved").hasPositiveValue();
        assertThat(sink.losses()).as("one answer each").isEmpty();
        Sandbox.await("all is closed", () -> Sandbox.descriptors() <= before);
        assertThat(sandbox.run("cat", file).exit()).isZero();
    }

    private Consumer<FileEvent> holdingOnce() {
        AtomicInteger count = new AtomicInteger();
        Consumer<FileEvent> holding = holding(RecordingSink.ALLOW);
        return event ->
                (count.getAndIncrement() == 0 ? holding : RecordingSink.ALLOW).accept(event);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it sleeps in the kernel (proc(5)). */
    private static boolean isWaiting(Process process) {
        try {
            Path place = Path.of("/proc", Long.toString(process.pid()), "wchan");
            return Files.readString(place).contains("fanotify");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void what_a_sink_is_asked_before_it_is_an_event_is_answered_too() throws Exception {
        AtomicInteger settling = new AtomicInteger();
        sink.onSettle(
                () -> {
                    settling.incrementAndGet();
                    await(end);
                });
        for (int i = 1; i <= Readers.COUNT; i++) {
            // Each holds the turn, so that the next is taken by another when it is relieved.
            int wanted = i;
            Process opener = openers(1).get(0);
            Sandbox.await("it is held up", () -> settling.get() == wanted);
            lookUntil(wanted, false);
            assertThat(Sandbox.end(opener).exit()).isEqualTo(1);
        }
        sink.onSettle(() -> {});
        assertThat(sandbox.run("cat", file).exit()).isZero();
        long before = Sandbox.descriptors();
        end.countDown();
        Sandbox.await(
                "both descriptors are closed",
                () -> Sandbox.descriptors() <= before - Readers.COUNT);
        assertThat(sink.losses()).isEmpty();
    }

    @Test
    void who_only_waits_for_events_is_not_relieved() throws Exception {
        for (int i = 0; i < 3 * Shift.PATIENCE; i++) {
            assertThat(look(false)).isEmpty();
        }
        assertThat(sandbox.run("cat", file).exit()).isZero();
    }

    @Test
    void who_cannot_be_relieved_is_named() throws Exception {
        sink.onWritten(() -> await(end));
        sandbox.shell("echo changed >> $1/data");
        Sandbox.await("it is held up", () -> !look(true).isEmpty());
        assertThat(look(true)).hasSize(1).noneMatch(Stall::relieved);
    }
}
