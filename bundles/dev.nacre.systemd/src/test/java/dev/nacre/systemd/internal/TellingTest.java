/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TellingTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FakeGuard guard = new FakeGuard();
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean up;
    private boolean deaf;

    private Telling telling = new Telling(guard, () -> up, this::send, OptionalLong.empty());

    @AfterEach
    void end() {
        end.countDown();
        telling.end(false);
    }

    private void send(String message) throws IOException {
        if (deaf) {
            throw new IOException("nobody listens");
        }
        sent.add(message);
    }

    private List<String> said() {
        List<String> all = new ArrayList<>();
        sent.drainTo(all);
        return all;
    }

    @Test
    void it_is_ready_when_the_first_mark_stands_and_not_before() {
        guard.watch();
        up = true;
        telling.look(0);
        assertThat(said()).containsExactly("STATUS=healthy; guarding nothing; scanner clamd up");
        telling.look(SECOND);
        assertThat(said()).isEmpty();
        guard.watch("/srv", "/home");
        telling.look(2 * SECOND);
        assertThat(said())
                .containsExactly("READY=1\nSTATUS=healthy; guarding /home /srv; scanner clamd up");
        telling.look(3 * SECOND);
        assertThat(said()).as("nothing is new").isEmpty();
    }

    @Test
    void with_nothing_to_guard_it_is_ready_when_the_host_is_up() {
        telling.look(0);
        telling.look(100 * SECOND);
        assertThat(said()).noneMatch(message -> message.contains("READY"));
        up = true;
        telling.look(101 * SECOND);
        assertThat(said()).singleElement().asString().startsWith("READY=1\n");
    }

    @Test
    void a_watch_that_cannot_be_guarded_does_not_keep_it_from_being_ready_for_ever() {
        guard.watch();
        telling.look(0);
        up = true;
        telling.look(10 * SECOND);
        telling.look(25 * SECOND);
        assertThat(said()).noneMatch(message -> message.contains("READY"));
        telling.look(26 * SECOND);
        assertThat(said()).singleElement().asString().startsWith("READY=1\n");
    }

    @Test
    void what_could_not_be_told_is_told_later() {
        up = true;
        deaf = true;
        telling.look(0);
        deaf = false;
        telling.look(SECOND);
        assertThat(said()).singleElement().asString().startsWith("READY=1\nSTATUS=");
    }

    @Test
    void the_status_says_the_worst_that_was_found_in_one_line() {
        guard.watch("/srv/a\nREADY=0");
        guard.findings = List.of(new Finding("scanner clamd", Health.DOWN, "it is\ngone"));
        telling.look(0);
        assertThat(said())
                .containsExactly(
                        "READY=1\nSTATUS=down; guarding /srv/a\\x0aREADY=0; scanner clamd up;"
                                + " scanner clamd: it is?gone");
    }

    private String next() throws InterruptedException {
        return sent.poll(10, TimeUnit.SECONDS);
    }

    private void startWithWatchdog(long nanos) {
        telling = new Telling(guard, () -> up, this::send, OptionalLong.of(nanos));
        telling.start();
    }

    @Test
    void the_watchdog_is_called_as_long_as_the_guard_progresses() throws Exception {
        guard.asked = this::hang;
        startWithWatchdog(SECOND / 50);
        for (int i = 0; i < 5; i++) {
            assertThat(next()).as("though a part does not tell how it is").isEqualTo("WATCHDOG=1");
        }
        guard.progresses = false;
        // The one that may be under way.
        sent.poll(SECOND / 10, TimeUnit.NANOSECONDS);
        sent.clear();
        assertThat(sent.poll(SECOND / 2, TimeUnit.NANOSECONDS)).isNull();
        guard.progresses = true;
        assertThat(next()).isEqualTo("WATCHDOG=1");
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_end_is_told_where_it_is_one() throws Exception {
        up = true;
        telling.start();
        assertThat(next()).startsWith("READY=1");
        telling.end(true);
        assertThat(next()).startsWith("STOPPING=1");
        telling.end(false);
        assertThat(sent).isEmpty();
    }
}
