/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.receiver.Certificate;
import dev.nacre.itests.support.receiver.Mosquitto;
import dev.nacre.itests.support.receiver.Telling;
import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.message.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against mosquitto. */
@Timeout(120)
class MqttNotifierTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PASSWORD = "p4ss-W0rd";
    private static final String TOPIC = "nacre/" + HostName.get();

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttNotifier notifier;

    @BeforeAll
    static void there_is_a_broker() {
        assumeTrue(Mosquitto.lacks().isEmpty(), () -> Mosquitto.lacks().orElseThrow());
    }

    @AfterEach
    void end_all() {
        if (notifier != null) {
            notifier.deactivate();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private void serve() throws Exception {
        broker = Mosquitto.in(folder).start().listen();
    }

    private void notifier(Map<String, Object> settings) {
        notifier = new MqttNotifier(properties(settings));
    }

    private Map<String, Object> properties(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", MqttNotifier.PID + "~ops");
        properties.put("host", "localhost");
        properties.put("port", broker.port());
        properties.put("security", "none");
        properties.put("timeout", "2s");
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, Object> login(Certificate certificate) {
        return Map.of(
                "security",
                "tls",
                "caFile",
                certificate.certificate().toString(),
                "user",
                "nacre",
                "password",
                PASSWORD);
    }

    private void tell(int from, int to) throws Exception {
        Telling.files(notifier, from, to, 0);
    }

    private void awaitFinding(String part) throws Exception {
        Telling.awaitFinding(notifier, part);
    }

    private void awaitReceived(String... parts) throws Exception {
        value(
                List.of(parts) + " were heard",
                SOON,
                broker::received,
                heard ->
                        List.of(parts).stream()
                                .allMatch(p -> heard.stream().anyMatch(h -> h.startsWith(p))));
    }

    private List<String> detections() throws IOException {
        return broker.received().stream().filter(h -> h.contains("/detection ")).toList();
    }

    @Test
    void a_detection_is_told_in_its_topic() throws Exception {
        serve();
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/größe", 1000));
        awaitReceived(
                TOPIC + "/detection 1 0 {\"time\":\"2026-03-04T05:06:07.089Z\",\"id\":\"d1\"");
        assertThat(detections().get(0)).contains("\"path\":\"/srv/größe\"", "\"uid\":1000");
    }

    @Test
    void it_is_sent_as_sure_and_kept_as_the_configuration_says() throws Exception {
        broker = Mosquitto.in(folder).start();
        notifier(Map.of("qos", "2", "retain", "true", "topic", "a/b"));
        assertThat(notifier.test()).contains("topic a/b/test", "QoS 2");
        broker.listen();
        awaitReceived("a/b/test 2 1 {", "a/b/online 1 1 true");
    }

    @Test
    void a_change_of_health_is_kept_for_who_listens_later() throws Exception {
        broker = Mosquitto.in(folder).start();
        notifier(Map.of());
        notifier.healthChanged(Told.trouble());
        until("it is sent", SOON, () -> notifier.deliveries().orElseThrow().sent() == 1);
        broker.listen();
        awaitReceived(TOPIC + "/health 1 1 {");
    }

    @Test
    void that_the_host_is_there_is_told_before_there_is_anything_to_tell() throws Exception {
        serve();
        notifier(Map.of());
        awaitReceived(TOPIC + "/online 1 0 true");
    }

    @Test
    void that_the_notifier_ends_is_told() throws Exception {
        serve();
        notifier(Map.of());
        awaitReceived(TOPIC + "/online 1 0 true");
        notifier.deactivate();
        notifier = null;
        awaitReceived(TOPIC + "/online 1 0 false");
    }

    @Test
    void that_the_host_is_gone_is_told_by_the_broker() throws Exception {
        serve();
        try (Cable cable = new Cable(broker.port())) {
            notifier(Map.of("port", cable.port()));
            awaitReceived(TOPIC + "/online 1 0 true");
            cable.cut();
            awaitReceived(TOPIC + "/online 1 0 false");
            cable.mend();
            until("it is back", SOON, () -> count(TOPIC + "/online 1 0 true") == 2);
        }
    }

    private long count(String text) throws IOException {
        return broker.received().stream().filter(text::equals).count();
    }

    @Test
    void a_password_is_sent_by_tls() throws Exception {
        Certificate certificate = Certificate.in(folder);
        broker = Mosquitto.in(folder, certificate, "nacre", PASSWORD).start().listen();
        notifier(login(certificate));
        assertThat(notifier.test()).contains("took it");
        awaitReceived(TOPIC + "/test ");
    }

    @Test
    void a_broker_with_the_name_of_another_is_not_believed() throws Exception {
        Certificate other = Certificate.in(folder, "dns:other.example.org");
        broker = Mosquitto.in(folder, other, "nacre", PASSWORD).start();
        notifier(login(other));
        assertThatThrownBy(notifier::test)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost");
    }

    @Test
    void a_broker_that_nobody_vouches_for_is_not_believed() throws Exception {
        Certificate certificate = Certificate.in(folder);
        broker = Mosquitto.in(folder, certificate, "nacre", PASSWORD).start();
        notifier(Map.of("security", "tls", "user", "nacre", "password", PASSWORD));
        assertThatThrownBy(notifier::test)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void what_was_told_while_the_password_was_wrong_arrives_when_it_is_right() throws Exception {
        Certificate certificate = Certificate.in(folder);
        broker = Mosquitto.in(folder, certificate, "nacre", PASSWORD).start().listen();
        Map<String, Object> wrong = new HashMap<>(login(certificate));
        wrong.put("password", "wr0ng-W0rd");
        notifier(wrong);
        tell(0, 2);
        awaitFinding("ot authorized");
        assertThat(notifier.findings().toString()).doesNotContain("wr0ng-W0rd");
        notifier.modified(properties(login(certificate)));
        until("both are heard", SOON, () -> detections().size() == 2);
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void all_that_was_told_while_the_broker_was_down_arrives_in_order() throws Exception {
        serve();
        notifier(Map.of("burst", 0));
        awaitReceived(TOPIC + "/online 1 0 true");
        broker.end();
        tell(0, 50);
        awaitFinding("did not take the message");
        broker.start();
        notifier.test();
        until("all are heard", SOON, () -> detections().size() == 50);
        List<String> heard = detections();
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i)).contains("\"/srv/file" + i + "\"");
        }
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_broker_that_hangs_is_left_alone_until_it_goes_on() throws Exception {
        serve();
        notifier(Map.of("timeout", "1s"));
        awaitReceived(TOPIC + "/online 1 0 true");
        broker.stop();
        tell(0, 2);
        awaitFinding("did not take the message");
        broker.resume();
        notifier.test();
        awaitReceived(TOPIC + "/test ");
        until("both are sent", SOON, () -> notifier.deliveries().orElseThrow().waiting() == 0);
        assertThat(detections()).anyMatch(d -> d.contains("/srv/file0"));
        assertThat(detections()).anyMatch(d -> d.contains("/srv/file1"));
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void who_may_not_publish_is_told_so_and_loses_nothing() throws Exception {
        broker = Mosquitto.in(folder).allow("topic write a/#").start();
        notifier(Map.of("topic", "b"));
        tell(0, 1);
        awaitFinding("0x87");
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void what_the_queue_does_not_hold_is_counted_and_told_in_one() throws Exception {
        serve();
        broker.end();
        notifier(Map.of("burst", 0, "queue", 5, "interval", "1s"));
        tell(0, 25);
        until(
                "20 are lost",
                SOON,
                () -> notifier.deliveries().orElseThrow().lost().equals(Map.of("queue-full", 20L)));
        broker.start();
        notifier.test();
        awaitReceived(TOPIC + "/digest ");
        assertThat(broker.received()).anyMatch(h -> h.contains("\"count\":20,"));
    }
}
