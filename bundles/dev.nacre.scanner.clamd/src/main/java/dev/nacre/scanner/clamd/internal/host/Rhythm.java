/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param ping between two PINGs; below clamd's ReadTimeout (120 s, clamd.conf(5)), after which it
 *     closes an idle session, and short enough that a hung clamd is soon known
 * @param backOff before the second attempt to connect; doubled up to {@code longestBackOff}
 * @param longestBackOff between two attempts
 * @param stable after a connection that lasted this long, failures count from none again
 * @param forgotten a request that is older than this will not be answered: clamd ends a scan after
 *     MaxScanTime (120 s, clamd.conf(5))
 */
public record Rhythm(
        Duration ping,
        Duration backOff,
        Duration longestBackOff,
        Duration stable,
        Duration forgotten) {
    /** What the product uses. */
    public static final Rhythm NORMAL =
            new Rhythm(
                    Duration.ofSeconds(5),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5));
}
