/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What the service manager asks for, in the environment that it gave this process.
 *
 * @param socket where it wants to be told (sd_notify(3)); empty where it does not
 * @param watchdogNanos within which time it wants to hear that all is well (sd_watchdog_enabled(3))
 */
record Invitation(Optional<String> socket, OptionalLong watchdogNanos) {
    static Invitation of(Map<String, String> environment, int ownPid) {
        Optional<String> socket =
                Optional.ofNullable(environment.get("NOTIFY_SOCKET")).filter(s -> !s.isEmpty());
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        boolean meant = pid.isEmpty() || pid.equals(Integer.toString(ownPid));
        long micros = meant ? number(environment.getOrDefault("WATCHDOG_USEC", "")) : 0;
        return new Invitation(
                socket,
                micros > 0
                        ? OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(micros))
                        : OptionalLong.empty());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
