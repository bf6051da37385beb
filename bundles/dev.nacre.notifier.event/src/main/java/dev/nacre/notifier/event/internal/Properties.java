/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.event.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The properties of events, as {@link Topics} promises them. What is not known is left out. */
final class Properties {
    /** As {@code org.osgi.service.event.EventConstants.TIMESTAMP}. */
    private static final String TIMESTAMP = "timestamp";

    private Properties() {}

    private static Map<String, Object> at(Instant time) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(TIMESTAMP, time.toEpochMilli());
        return properties;
    }

    private static void put(Map<String, Object> properties, String key, Object value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    private static void text(Map<String, Object> properties, String key, Object value) {
        put(properties, key, value == null ? null : value.toString());
    }

    static Map<String, Object> of(Detection detection) {
        Map<String, Object> properties = at(detection.time());
        properties.put("detection", detection);
        properties.put("id", detection.id());
        text(properties, "path", detection.path());
        properties.put("signature", detection.signature());
        properties.put("scanner", detection.scanner());
        properties.put("watch", detection.watch());
        properties.put("access", detection.kind().text());
        properties.put("outcome", detection.outcome().text());
        properties.put("denied", detection.denied());
        put(properties, "quarantineId", detection.quarantineId().orElse(null));
        put(properties, "failure", detection.failure().orElse(null));
        detection.process().ifPresent(process -> process(properties, process));
        return properties;
    }

    private static void process(Map<String, Object> properties, Accessor process) {
        properties.put("pid", process.pid());
        text(properties, "executable", process.executable());
        put(properties, "command", process.command());
        if (process.uid() >= 0) {
            properties.put("uid", process.uid());
        }
    }

    static Map<String, Object> of(HealthChange change) {
        Map<String, Object> properties = at(change.time());
        properties.put("change", change);
        properties.put("before", change.before().text());
        properties.put("now", change.now().text());
        properties.put(
                "findings",
                change.findings().stream()
                        .map(finding -> finding.subject() + ": " + finding.message())
                        .toArray(String[]::new));
        return properties;
    }

    static Map<String, Object> of(PolicyChange change) {
        Map<String, Object> properties = at(change.time());
        properties.put("change", change);
        properties.put("generation", change.generation());
        properties.put(
                "weaker",
                change.weaker().stream()
                        .map(
                                w ->
                                        w.pid()
                                                + ": "
                                                + w.what()
                                                + ": "
                                                + w.before()
                                                + " -> "
                                                + w.after())
                        .toArray(String[]::new));
        return properties;
    }
}
