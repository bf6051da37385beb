/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Weakening;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.HealthMessage;
import dev.nacre.notifier.message.TestMessage;
import dev.nacre.notifier.message.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines for people. */
final class ReadableLog {
    private final Logger detections;
    private final Logger health;
    private final Logger policy;

    ReadableLog() {
        this(
                LoggerFactory.getLogger("dev.nacre.detections"),
                LoggerFactory.getLogger("dev.nacre.health"),
                LoggerFactory.getLogger("dev.nacre.policy"));
    }

    ReadableLog(Logger detections, Logger health, Logger policy) {
        this.detections = detections;
        this.health = health;
        this.policy = policy;
    }

    void detected(Detection detection) {
        detections.warn(new DetectionMessage(detection).line());
    }

    void healthChanged(HealthChange change) {
        String text = new HealthMessage(change).line();
        if (change.now() == Health.HEALTHY) {
            health.info(text);
        } else {
            health.warn(text);
        }
    }

    void weakened(Weakening weakening, long generation) {
        policy.warn(
                "PROTECTS LESS since generation {}: {}: {}: {} -> {} (by {})",
                generation,
                Words.oneLine(weakening.pid()),
                Words.oneLine(weakening.what()),
                Words.oneLine(weakening.before().isEmpty() ? "nothing" : weakening.before()),
                Words.oneLine(weakening.after().isEmpty() ? "nothing" : weakening.after()),
                weakening
                        .origin()
                        .map(origin -> Words.oneLine(origin.toString()))
                        .orElse("nobody"));
    }

    void tested(TestMessage test) {
        detections.info(test.line());
    }
}
