/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import dev.nacre.api.health.Finding;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Tells all notifiers. Never waits for one. */
public final class Notifications {
    private final Map<Notifier, NotifierQueue> queues = new ConcurrentHashMap<>();
    private final Ends ends;

    /** For a host that is not to be started again. */
    public Notifications() {
        this(new Ends(null));
    }

    /**
     * @param ends for the calls of notifiers alone
     */
    public Notifications(Ends ends) {
        this.ends = ends;
    }

    public void add(String name, Notifier notifier) {
        queues.put(notifier, new NotifierQueue(name, notifier, ends));
    }

    public void remove(Notifier notifier) {
        NotifierQueue queue = queues.remove(notifier);
        if (queue != null) {
            queue.close();
        }
    }

    /** Whether there is nobody to tell. */
    public boolean isEmpty() {
        return queues.isEmpty();
    }

    public void tell(Detection detection) {
        offer(NotifierQueue.DETECTION, notifier -> notifier.detected(detection));
    }

    public void tell(HealthChange change) {
        offer(NotifierQueue.HEALTH, notifier -> notifier.healthChanged(change));
    }

    private void offer(String kind, NotifierQueue.Telling telling) {
        NotifierQueue.Message message = new NotifierQueue.Message(kind, telling);
        queues.values().forEach(queue -> queue.offer(message));
    }

    /** What is not as it should be with them. */
    public List<Finding> findings() {
        return queues.values().stream().flatMap(queue -> queue.findings().stream()).toList();
    }

    /** What did not fit, by the notifier's name. */
    public Map<String, Long> dropped() {
        Map<String, Long> counts = new TreeMap<>();
        for (NotifierQueue queue : queues.values()) {
            if (queue.dropped() > 0) {
                counts.merge(queue.name(), queue.dropped(), Long::sum);
            }
        }
        return counts;
    }
}
