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
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");

    private Told() {}

    /**
     * A refused opening of an infected file, which is in quarantine now.
     *
     * @param id of the detection
     * @param path of the file, as {@link BytePath#parse} reads it
     * @param uid whose process opened it; -1: it is not known
     */
    public static Detection detection(String id, String path, int uid) {
        return new Detection(
                id,
                TIME,
                BytePath.parse(path),
                "Eicar-Signature",
                "clamd",
                "home",
                AccessKind.OPEN,
                Optional.of(new Accessor(12, uid, BytePath.of("/usr/bin/cat"), "cat", List.of())),
                true,
                Outcome.QUARANTINED,
                Optional.of("k3f9"),
                Optional.empty());
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
