/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Notifier;
import dev.nacre.itests.support.Await;
import java.time.Duration;

/** Tells a notifier of detections, and waits for what it says of its receiver. */
public final class Telling {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private Telling() {}

    /** Tells of the files {@code /srv/fileN}, as {@link Told#detection(String, String, int)}. */
    public static void files(Notifier notifier, int from, int to, int uid) throws Exception {
        for (int i = from; i < to; i++) {
            notifier.detected(Told.detection("d" + i, "/srv/file" + i, uid));
        }
    }

    /** Waits until it finds something wrong, and returns that. */
    public static String awaitFinding(HealthContributor notifier, String part) throws Exception {
        return Await.value(
                        "a finding with " + part,
                        LIMIT,
                        () -> notifier.findings().stream().map(Finding::message).toList(),
                        found -> found.stream().anyMatch(message -> message.contains(part)))
                .stream()
                .filter(message -> message.contains(part))
                .findFirst()
                .orElseThrow();
    }
}
