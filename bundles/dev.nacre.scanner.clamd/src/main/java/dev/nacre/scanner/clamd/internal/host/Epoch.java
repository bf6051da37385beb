/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Names the signatures that verdicts come from, so that a verdict of other signatures is not taken
 * for one of these.
 *
 * <p>VERSION alone does not do: it changes with the official daily signatures only. So the files in
 * clamd's database folder and the memory that its loaded signatures take are part of the name. The
 * files change <em>before</em> clamd has loaded them, and where their size in memory happens to be
 * the same nothing tells when it has. Hence the name changes some more times after the files did:
 * once freshclam's notice has been acted on, once after clamd's SelfCheck (600 s by default, 3600 s
 * in Debian; clamd.conf(5)). A change too many costs a few scans, one too few lets malware by. For
 * one thread.
 */
final class Epoch {
    private static final List<Duration> LATER =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(11), Duration.ofMinutes(61));

    private final Deque<Long> due = new ArrayDeque<>();
    private String fingerprint;
    private int looks;

    /**
     * The name now.
     *
     * @param version what clamd answers to VERSION
     * @param files fingerprint of the files on disk; empty where unknown
     * @param memory what its signatures take in memory; empty where unknown
     * @param now as in {@code Deadline}
     */
    String name(String version, String files, String memory, long now) {
        if (fingerprint != null && !fingerprint.equals(files)) {
            due.clear();
            LATER.forEach(delay -> due.add(now + delay.toNanos()));
        }
        fingerprint = files;
        while (!due.isEmpty() && due.peek() <= now) {
            due.remove();
            looks++;
        }
        StringBuilder name = new StringBuilder(version);
        if (!files.isEmpty()) {
            name.append("; files ").append(files);
        }
        if (!memory.isEmpty()) {
            name.append("; loaded ").append(memory);
        }
        if (looks > 0) {
            name.append("; look ").append(looks);
        }
        return name.toString();
    }
}
