/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import dev.nacre.api.health.Finding;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.engine.internal.notify.NotifierQueue.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final Deque<Message> untold = new ArrayDeque<>();
    private final Ends ends;
    private long forgotten;

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

    public synchronized void add(String name, Notifier notifier) {
        NotifierQueue queue = new NotifierQueue(name, notifier, ends);
        untold.forEach(queue::offer);
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
        Message message =
                new Message(NotifierQueue.DETECTION, notifier -> notifier.detected(detection));
        if (queues.isEmpty()) {
            keep(message);
        }
        offer(message);
    }

    private void keep(Message message) {
        if (untold.size() == NotifierQueue.CAPACITY) {
            untold.remove();
            forgotten++;
        }
        untold.add(message);
    }

    public synchronized void tell(HealthChange change) {
        offer(new Message(NotifierQueue.HEALTH, notifier -> notifier.healthChanged(change)));
    }

    public synchronized void tell(PolicyChange change) {
        offer(new Message(NotifierQueue.POLICY, notifier -> notifier.policyChanged(change)));
    }

    private void offer(Message message) {
        queues.values().forEach(queue -> queue.offer(message));
    }

    /** What is not as it should be with them. */
    public synchronized List<Finding> findings() {
        return queues.values().stream().flatMap(queue -> queue.findings().stream()).toList();
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
