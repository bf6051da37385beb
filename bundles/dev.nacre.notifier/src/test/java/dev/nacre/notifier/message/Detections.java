/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Detections as tests want them. */
public final class Detections {
    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089999Z");

    private Detections() {}

    public static Detection of(String path) {
        return of(BytePath.parse(path), process("/usr/bin/cat", "cat", 0), Outcome.QUARANTINED);
    }

    public static Detection of(BytePath path, Optional<Accessor> process, Outcome outcome) {
        boolean taken = outcome == Outcome.QUARANTINED;
        return new Detection(
                "d1",
                TIME,
                path,
                "Eicar-Signature",
                "clamd",
                "home",
                AccessKind.OPEN,
                process,
                true,
                outcome,
                taken ? Optional.of("k3f9") : Optional.empty(),
                outcome == Outcome.FAILED ? Optional.of("disk full\nsorry") : Optional.empty());
    }

    public static Optional<Accessor> process(String executable, String command, int uid) {
        BytePath path = executable == null ? null : BytePath.parse(executable);
        return Optional.of(new Accessor(12, uid, path, command, List.of()));
    }
}
