/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InvitationTest {
    private static final int OWN = 4711;

    @Test
    void without_a_service_manager_nothing_is_wanted() {
        assertThat(Invitation.of(Map.of(), OWN))
                .isEqualTo(new Invitation(Optional.empty(), OptionalLong.empty()));
        assertThat(Invitation.of(Map.of("NOTIFY_SOCKET", ""), OWN).socket()).isEmpty();
    }

    @Test
    void a_watchdog_is_told_in_microseconds() {
        Invitation invitation =
                Invitation.of(
                        Map.of(
                                "NOTIFY_SOCKET", "@systemd",
                                "WATCHDOG_USEC", "30000000",
                                "WATCHDOG_PID", "4711"),
                        OWN);
        assertThat(invitation.socket()).contains("@systemd");
        assertThat(invitation.watchdogNanos()).hasValue(30_000_000_000L);
    }

    @Test
    void a_watchdog_of_another_process_is_not_ours() {
        Map<String, String> other = Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1");
        assertThat(Invitation.of(other, OWN).watchdogNanos()).isEmpty();
    }

    @Test
    void what_is_no_time_asks_for_no_watchdog() {
        for (String text : new String[] {"0", "-1", "soon", ""}) {
            assertThat(Invitation.of(Map.of("WATCHDOG_USEC", text), OWN).watchdogNanos())
                    .as(text)
                    .isEmpty();
        }
    }
}
