/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.linux.Processes;
import java.util.Optional;

/**
 * Those whose accesses were read at once. The one that was looked up last is remembered: procfs
 * takes far longer than anything else on the way to the queue, and a crowd mostly is of one
 * process.
 *
 * <p>Who waits for an answer has waited since before the look, so that this shows what it runs:
 * execve(2) ends all other threads of its process, and with them their accesses. That holds for
 * accesses read before the first look only, hence one object for each reading.
 *
 * <p>Any thread; those that race look for themselves.
 */
final class Company {
    private record Member(int pid, Optional<Accessor> process) {}

    private volatile Member latest = new Member(0, Optional.empty());

    Optional<Accessor> find(int pid) {
        Member known = latest;
        if (known.pid != pid) {
            known = new Member(pid, Processes.find(pid));
            latest = known;
        }
        return known.process;
    }
}
