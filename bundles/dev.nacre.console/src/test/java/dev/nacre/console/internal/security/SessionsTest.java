/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicReference<Duration> timeout = new AtomicReference<>(Duration.ofMinutes(30));
    private final Sessions sessions = new Sessions(new SecureRandom(), now::get, timeout::get);

    @Test
    void an_id_has_256_bits_and_is_never_the_same() {
        String one = sessions.open("admin");

        assertThat(Base64.getUrlDecoder().decode(one)).hasSize(32);
        assertThat(one).isNotEqualTo(sessions.open("admin"));
    }

    @Test
    void a_session_is_known_by_its_id_alone() {
        String id = sessions.open("admin");

        assertThat(sessions.use(id)).contains("admin");
        assertThat(sessions.use(id + "x")).isEmpty();
        assertThat(sessions.use("")).isEmpty();
    }

    @Test
    void a_session_lives_as_long_as_it_is_used() {
        String id = sessions.open("admin");

        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(29));
            assertThat(sessions.use(id)).contains("admin");
        }
        pass(Duration.ofMinutes(31));
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void a_shorter_timeout_holds_at_once() {
        String id = sessions.open("admin");
        pass(Duration.ofMinutes(5));

        timeout.set(Duration.ofMinutes(1));

        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void a_closed_session_is_over() {
        String id = sessions.open("admin");

        assertThat(sessions.close(id)).contains("admin");
        assertThat(sessions.use(id)).isEmpty();
        assertThat(sessions.close(id)).isEmpty();
    }

    @Test
    void of_too_many_sessions_the_one_unused_longest_goes() {
        String used = sessions.open("admin");
        String unused = sessions.open("admin");
        for (int i = 0; i < 99; i++) {
            sessions.use(used);
            sessions.open("admin");
        }

        assertThat(sessions.use(used)).isPresent();
        assertThat(sessions.use(unused)).isEmpty();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
