/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.FileContent;
import dev.nacre.scanner.clamd.spi.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);

    private final FakeChannel channel = new FakeChannel();
    private final AtomicReference<String> ended = new AtomicReference<>();
    private final Inbox inbox = new Inbox(channel, new Ending());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Says what it is told to, and knows who has read. */
    private static final class FakeChannel implements Channel {
        private static final String END = "END";
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
        private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
        private volatile Thread reader;
        private volatile long limit = TimeUnit.MILLISECONDS.toNanos(20);

        @Override
        public int read(byte[] target) {
            Thread me = Thread.currentThread();
            assertThat(reader).as("one reads at a time").isNull();
            reader = me;
            readers.add(me);
            String text = null;
            boolean interrupted = false;
            long begin = System.nanoTime();
            // As a read of a socket, which no interrupt ends.
            while (text == null && (limit == 0 || System.nanoTime() - begin < limit)) {
                try {
                    text = said.poll(1, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                me.interrupt();
            }
            reader = null;
            if (text == null) {
                return 0;
            }
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, target, 0, bytes.length);
            return text.equals(END) ? -1 : bytes.length;
        }

        @Override
        public void limitReads(Duration most) {
            limit = most.toNanos();
        }

        @Override
        public void write(byte[] bytes) {}

        @Override
        public void send(FileContent file, BooleanSupplier wanted) {}

        @Override
        public Set<Integer> processes() {
            return Set.of();
        }

        @Override
        public void close() {
            said.add(END);
        }
    }

    private final class Ending implements Inbox.Listener {
        @Override
        public void answered(Request request) {}

        @Override
        public void ended(String reason) {
            ended.set(reason);
            inbox.close(reason);
        }
    }

    @AfterEach
    void end() {
        channel.close();
        threads.shutdownNow();
    }

    private Request request(long number) {
        Request request = new Request(inbox, true);
        inbox.expect(number, request);
        return request;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Test
    void who_waits_reads_what_it_waits_for() throws Exception {
        channel.said.add("1: OK\0");
        assertThat(request(1).await(LONG)).isEqualTo("OK");
        assertThat(channel.readers).containsExactly(Thread.currentThread());
    }

    @Test
    void who_reads_hands_out_the_replies_of_others_and_leaves_the_reading_to_one_who_still_waits()
            throws Exception {
        Request first = request(1);
        Request second = request(2);
        Request third = request(3);
        Future<String> one = threads.submit(() -> first.await(LONG));
        until(() -> channel.reader != null);
        Thread reader = channel.reader;
        Future<String> two = threads.submit(() -> second.await(LONG));
        Future<String> three = threads.submit(() -> third.await(LONG));
        channel.said.add("2: B");
        channel.said.add("\0");
        assertThat(two.get()).isEqualTo("B");
        channel.said.add("1: A\0");
        assertThat(one.get()).isEqualTo("A");
        until(() -> channel.reader != null && channel.reader != reader);
        channel.said.add("3: C\0");
        assertThat(three.get()).isEqualTo("C");
    }

    @Test
    void who_has_no_more_time_or_is_interrupted_leaves_the_reading_to_one_who_has()
            throws Exception {
        Request first = request(1);
        Request second = request(2);
        Request third = request(3);
        AtomicReference<Thread> interrupted = new AtomicReference<>();
        Future<?> one =
                threads.submit(
                        () ->
                                assertThatThrownBy(
                                                () -> first.await(TimeUnit.MILLISECONDS.toNanos(1)))
                                        .isInstanceOf(TimeoutException.class));
        Future<?> two =
                threads.submit(
                        () -> {
                            interrupted.set(Thread.currentThread());
                            assertThatThrownBy(() -> second.await(LONG))
                                    .isInstanceOf(InterruptedException.class);
                        });
        one.get();
        until(() -> channel.reader != null && channel.reader == interrupted.get());
        Future<String> three = threads.submit(() -> third.await(LONG));
        interrupted.get().interrupt();
        two.get();
        channel.said.add("1: late\0" + "2: late\0" + "3: C\0");
        assertThat(three.get()).isEqualTo("C");
    }

    @Test
    void no_reply_is_lost_whoever_reads() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Request first = request(2 * round + 1);
            Request second = request(2 * round + 2);
            Future<String> one = threads.submit(() -> first.await(LONG));
            Future<String> two = threads.submit(() -> second.await(LONG));
            channel.said.add(2 * round + 2 + ": B\0");
            channel.said.add(2 * round + 1 + ": A\0");
            assertThat(one.get()).isEqualTo("A");
            assertThat(two.get()).isEqualTo("B");
        }
    }

    @Test
    void an_attendant_reads_what_nobody_waits_for_and_then_leaves() throws Exception {
        Request left = request(1);
        Future<?> attendant = threads.submit(() -> inbox.attend(false));
        until(() -> channel.reader != null);
        channel.said.add("1: late\0");
        attendant.get();
        assertThat(left.done()).isTrue();
    }

    @Test
    void an_attendant_that_stays_reads_for_all_and_sees_the_end_at_once() throws Exception {
        Future<?> attendant = threads.submit(() -> inbox.attend(true));
        until(() -> channel.reader != null);
        Request request = request(1);
        channel.said.add("1: OK\0");
        assertThat(request.await(LONG)).isEqualTo("OK");
        assertThat(channel.readers).hasSize(1).doesNotContain(Thread.currentThread());
        channel.close();
        attendant.get();
        assertThat(ended.get()).isEqualTo("it closed the connection");
    }

    @Test
    void the_end_is_told_to_all_who_wait() throws Exception {
        Request first = request(1);
        Request second = request(2);
        Future<String> one = threads.submit(() -> first.await(LONG));
        Future<String> two = threads.submit(() -> second.await(LONG));
        channel.said.add("1: hal");
        channel.close();
        assertThatThrownBy(one::get).hasCauseInstanceOf(SessionBroken.class);
        assertThatThrownBy(two::get).hasMessageContaining("saying: 1: hal");
    }
}
