/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Waits until all who listen to Config Admin have done with what has changed so far. It tells of
 * one change after the other, each to all listeners, Declarative Services among them, which change
 * their components meanwhile. So once it tells of a change of ours, those of before are in force.
 * Ours is the deletion of a configuration that holds nothing, which leaves no trace.
 */
@Component(service = {ConfigurationListener.class, Turn.class})
public final class Turn implements ConfigurationListener {
    private static final String PID = "dev.nacre.config.turn.";
    private static final long PATIENCE_SECONDS = 30;

    private final ConfigurationAdmin admin;
    private final AtomicLong number = new AtomicLong();
    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    @Activate
    public Turn(@Reference ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * Waits.
     *
     * @throws IOException where a component does not get done with its change
     */
    void await() throws IOException, InterruptedException {
        String pid = PID + number.incrementAndGet();
        CountDownLatch told = new CountDownLatch(1);
        waiting.put(pid, told);
        try {
            admin.getConfiguration(pid, "?").delete();
            if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "kept, but some component has not taken up its configuration within "
                                + PATIENCE_SECONDS
                                + " s; the log may say which");
            }
        } finally {
            waiting.remove(pid);
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        CountDownLatch told = waiting.get(event.getPid());
        if (told != null) {
            told.countDown();
        }
    }
}
