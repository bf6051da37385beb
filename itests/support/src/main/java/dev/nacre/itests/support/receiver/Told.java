/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a notifier may be told. */
public final class Told {
    /** Finer than most can be told. */
    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089999Z");

    private Told() {}

    /**
     * A refused opening of an infected file, which is in quarantine now.
     *
     * @param id of the detection
     * @param path of the file, as {@link BytePath#parse} reads it
     * @param uid whose process opened it; -1: it is not known
     */
    public static Detection detection(String id, String path, int uid) {
        return detection(
                id, BytePath.parse(path), process("/usr/bin/cat", "cat", uid), Outcome.QUARANTINED);
    }

    /** The same, of root's process. */
    public static Detection detection(String path) {
        return detection("d1", path, 0);
    }

    /**
     * A refused opening of an infected file.
     *
     * @param path {@code null}: it is not known
     * @param process empty: it is not known
     * @param outcome decides whether there is an id of the quarantine, or why there is none
     */
    public static Detection detection(
            String id, BytePath path, Optional<Accessor> process, Outcome outcome) {
        return new Detection(
                id,
                TIME,
                path,
                "Eicar-Signature",
                "clamd",
                "home",
                AccessKind.OPEN,
                process,
                true,
                outcome,
                outcome == Outcome.QUARANTINED ? Optional.of("k3f9") : Optional.empty(),
                outcome == Outcome.FAILED ? Optional.of("disk full\nsorry") : Optional.empty());
    }

    /**
     * Who opened a file.
     *
     * @param executable {@code null}: it is not known
     * @param uid -1: it is not known
     */
    public static Optional<Accessor> process(String executable, String command, int uid) {
        BytePath path = executable == null ? null : BytePath.parse(executable);
        return Optional.of(new Accessor(12, uid, path, command, List.of()));
    }

    /** Health is not as it was: the scanner does not answer. */
    public static HealthChange trouble() {
        return new HealthChange(
                TIME,
                Health.HEALTHY,
                Health.DEGRADED,
                List.of(new Finding("scanner clamd", Health.DEGRADED, "no answer")));
    }
}
