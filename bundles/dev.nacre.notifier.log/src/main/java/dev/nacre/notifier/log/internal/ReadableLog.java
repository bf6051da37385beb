/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.health.Health;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.HealthMessage;
import dev.nacre.notifier.message.TestMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines for people. */
final class ReadableLog {
    private final Logger detections;
    private final Logger health;

    ReadableLog() {
        this(
                LoggerFactory.getLogger("dev.nacre.detections"),
                LoggerFactory.getLogger("dev.nacre.health"));
    }

    ReadableLog(Logger detections, Logger health) {
        this.detections = detections;
        this.health = health;
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

    void tested(TestMessage test) {
        detections.info(test.line());
    }
}
