/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.notify.Topics;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Any bundle hears of what notifiers are told. */
public class EventTopicsTest extends NacreTest {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private ServiceRegistration<EventHandler> listening;

    @Before
    public void listen() {
        listening =
                context.registerService(
                        EventHandler.class,
                        events::add,
                        new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, Topics.ALL)));
    }

    @After
    public void listen_no_more() {
        listening.unregister();
    }

    private void awaitEvent(String topic, Predicate<Event> wanted) throws Exception {
        until(
                topic + " comes",
                SOON,
                () -> events.stream().anyMatch(e -> e.getTopic().equals(topic) && wanted.test(e)));
    }

    @Test
    public void of_detections_of_health_and_of_the_policy() throws Exception {
        watch(Map.of("onError", "deny"));
        long generation = guard.status().generation();
        awaitEvent(Topics.POLICY, e -> e.getProperty("generation").equals(generation));

        Path eicar = place("eicar.com", Malware.eicar());
        assertThat(Outside.read(eicar).refused()).isTrue();
        awaitEvent(
                Topics.DETECTION,
                e ->
                        eicar.toString().equals(e.getProperty("path"))
                                && Boolean.TRUE.equals(e.getProperty("denied")));

        watch(Map.of("onError", "allow"));
        String weaker = "dev.nacre.watch~" + watch + ": onError: deny -> allow";
        awaitEvent(
                Topics.POLICY,
                e -> Arrays.asList((String[]) e.getProperty("weaker")).contains(weaker));

        configurations.set("dev.nacre.scanner.clamd.unix", clamdAt(folder.resolve("nobody")));
        awaitEvent(Topics.HEALTH, e -> "down".equals(e.getProperty("now")));
    }
}
