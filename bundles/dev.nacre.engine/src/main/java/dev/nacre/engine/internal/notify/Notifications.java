/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import dev.nacre.api.notify.PolicyChange;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells all notifiers. Never waits for one. A detection that nobody is there to be told of, as at a
 * start or while the only notifier is exchanged, is told to the first that comes.
 */
public final class Notifications {
    /** Stands for the notifier that was not there. */
    private static final String NOBODY = "nobody";

    private final Map<Notifier, NotifierQueue> queues = new LinkedHashMap<>();
    private final Deque<Detection> untold = new ArrayDeque<>();
    private long forgotten;

    public synchronized void add(String name, Notifier notifier) {
        NotifierQueue queue = new NotifierQueue(name, notifier);
        untold.forEach(detection -> offer(queue, detection));
        untold.clear();
        queues.put(notifier, queue);
    }

    /** Gives the notifier a moment for what it has not been told yet. */
    public void remove(Notifier notifier) {
        NotifierQueue queue = takeOut(notifier);
        if (queue != null) {
            queue.close();
        }
    }

    private synchronized NotifierQueue takeOut(Notifier notifier) {
        return queues.remove(notifier);
    }

    /** Whether there is nobody to tell. */
    public synchronized boolean isEmpty() {
        return queues.isEmpty();
    }

    public synchronized void tell(Detection detection) {
        if (queues.isEmpty()) {
            keep(detection);
        }
        queues.values().forEach(queue -> offer(queue, detection));
    }

    private void keep(Detection detection) {
        if (untold.size() == NotifierQueue.CAPACITY) {
            untold.remove();
            forgotten++;
        }
        untold.add(detection);
    }

    private static void offer(NotifierQueue queue, Detection detection) {
        queue.offer(notifier -> notifier.detected(detection));
    }

    public synchronized void tell(HealthChange change) {
        queues.values().forEach(queue -> queue.offer(notifier -> notifier.healthChanged(change)));
    }

    public synchronized void tell(PolicyChange change) {
        queues.values().forEach(queue -> queue.offer(notifier -> notifier.policyChanged(change)));
    }

    /** What did not fit, by the notifier's name. */
    public synchronized Map<String, Long> dropped() {
        Map<String, Long> counts = new TreeMap<>();
        if (forgotten > 0) {
            counts.put(NOBODY, forgotten);
        }
        for (NotifierQueue queue : queues.values()) {
            if (queue.dropped() > 0) {
                counts.merge(queue.name(), queue.dropped(), Long::sum);
            }
        }
        return counts;
    }
}
