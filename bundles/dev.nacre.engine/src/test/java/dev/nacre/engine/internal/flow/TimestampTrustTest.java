/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileIdentity;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimestampTrustTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    private final TimestampTrust trust = new TimestampTrust(Clock.fixed(NOW, ZoneOffset.UTC));

    private static FakeEvent changed(int millisAgo) {
        long changed = (NOW.toEpochMilli() - millisAgo) * 1_000_000;
        return FakeEvent.open(new FileIdentity(1, 2, 3, 4, changed));
    }

    private boolean areFinal(FakeEvent event) {
        return trust.areFinal(event, event.identity());
    }

    @Test
    void coarse_times_are_final_once_the_clock_has_ticked() {
        assertThat(areFinal(changed(5))).isFalse();
        assertThat(areFinal(changed(30))).isTrue();
    }

    @Test
    void coarse_times_of_the_future_are_never_final() {
        assertThat(areFinal(changed(-1000))).isFalse();
    }

    @Test
    void fine_times_are_final_at_once() {
        FakeEvent event = changed(1);
        event.finelyTimed(true);
        assertThat(areFinal(event)).isTrue();
    }

    @Test
    void whole_seconds_are_final_when_another_has_begun_whatever_the_kernels_clock() {
        FakeEvent event = changed(2000);
        event.finelyTimed(true);
        assertThat(areFinal(event)).isFalse();
        assertThat(areFinal(changed(4000))).isTrue();
    }
}
