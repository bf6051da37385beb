/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.spi;

import java.time.Duration;
import java.util.List;

/**
 * How to speak with clamd.
 *
 * @param endpoints where it listens, at least one; several share the scans and stand in for each
 *     other
 * @param sessions connections an endpoint, at least 1
 * @param depth requests under way on one connection, at least 1
 * @param connectTimeout for a connection to stand and answer, and for any PING later
 * @param scanTimeout upper bound of a scan, whatever its caller allows
 * @param maxFileSize larger files are not scanned, in bytes
 * @param surroundings what is known without asking
 */
public record ClamdOptions(
        List<Endpoint> endpoints,
        int sessions,
        int depth,
        Duration connectTimeout,
        Duration scanTimeout,
        long maxFileSize,
        Surroundings surroundings) {
    public ClamdOptions {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || sessions < 1 || depth < 1) {
            throw new IllegalArgumentException("At least one endpoint, session and request");
        }
    }
}
