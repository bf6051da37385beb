/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.api.health.Finding;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.itests.kafka.KafkaBroker;
import dev.nacre.itests.support.receiver.Certificate;
import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.message.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a Kafka broker, which takes its time to start and serves all tests; each has a topic. */
@Timeout(300)
class KafkaNotifierTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PASSWORD = "p4ss-\"W0rd\\";

    @TempDir static Path folder;
    private static Certificate certificate;
    private static KafkaBroker broker;
    private KafkaNotifier notifier;
    private String topic;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.in(folder);
        broker = KafkaBroker.in(folder, certificate, "nacre", PASSWORD).start();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void choose_a_topic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void end_the_notifier() {
        if (notifier != null) {
            notifier.deactivate();
        }
    }

    private void notifier(Map<String, Object> settings) {
        notifier = new KafkaNotifier(properties(settings));
    }

    private Map<String, Object> properties(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", KafkaNotifier.PID + "~fleet");
        properties.put("brokers", new String[] {broker.address()});
        properties.put("security", "none");
        properties.put("topic", topic);
        properties.put("timeout", "5s");
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, Object> login(String password) {
        return Map.of(
                "brokers",
                new String[] {broker.secureAddress()},
                "security",
                "tls",
                "caFile",
                certificate.certificate().toString(),
                "user",
                "nacre",
                "password",
                password);
    }

    private void tell(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> notifier.detected(Told.detection("d" + i, "/srv/file" + i, 0)));
    }

    private Deliveries deliveries() {
        return notifier.deliveries().orElseThrow();
    }

    private String awaitFinding(String part) throws Exception {
        return value(
                        "a finding with " + part,
                        SOON,
                        () -> notifier.findings().stream().map(Finding::message).toList(),
                        f -> f.stream().anyMatch(message -> message.contains(part)))
                .toString();
    }

    private static JsonObject event(ConsumerRecord<String, String> record) {
        return JsonParser.parseString(record.value()).getAsJsonObject();
    }

    /** At least once: what a broker had when it was lost is written again. */
    private static List<String> paths(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(KafkaNotifierTest::event)
                .filter(event -> event.get("type").getAsString().equals("dev.nacre.detection"))
                .map(event -> event.getAsJsonObject("data").get("path").getAsString())
                .distinct()
                .toList();
    }

    private static List<String> files(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "/srv/file" + i).toList();
    }

    private List<ConsumerRecord<String, String>> awaitFiles(int from, int to) throws Exception {
        return broker.await(topic, records -> paths(records).equals(files(from, to)));
    }

    /** Tries until it works, which has the others tried at once. */
    private void awaitBroker() throws Exception {
        until(
                "the broker takes a test",
                SOON,
                () -> {
                    try {
                        return notifier.test().contains("took it");
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    @Test
    void a_detection_is_a_cloud_event_under_the_name_of_this_machine() throws Exception {
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/größe", 1000));
        ConsumerRecord<String, String> record = broker.await(topic, 1).get(0);
        assertThat(record.key()).isEqualTo(HostName.get());
        assertThat(record.timestamp()).isEqualTo(1772600767089L);
        assertThat(
                        new String(
                                record.headers().lastHeader("content-type").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("application/cloudevents+json; charset=utf-8");
        JsonObject event = event(record);
        assertThat(event.get("specversion").getAsString()).isEqualTo("1.0");
        assertThat(event.get("id").getAsString()).isEqualTo("d1");
        assertThat(event.get("source").getAsString()).isEqualTo("/nacre/" + HostName.get());
        assertThat(event.get("type").getAsString()).isEqualTo("dev.nacre.detection");
        assertThat(event.getAsJsonObject("data").get("path").getAsString()).isEqualTo("/srv/größe");
    }

    @Test
    void a_user_logs_in_by_tls() throws Exception {
        notifier(login(PASSWORD));
        assertThat(notifier.test()).contains("took it: topic " + topic);
        assertThat(event(broker.await(topic, 1).get(0)).get("type").getAsString())
                .isEqualTo("dev.nacre.test");
    }

    @Test
    void what_was_told_while_the_password_was_wrong_arrives_when_it_is_right() throws Exception {
        notifier(login("wr0ng-W0rd"));
        tell(0, 2);
        assertThat(awaitFinding("did not take the record"))
                .contains("uthentication")
                .doesNotContain("wr0ng-W0rd");
        notifier.modified(properties(login(PASSWORD)));
        awaitFiles(0, 2);
        assertThat(deliveries().lost()).isEmpty();
    }

    @Test
    void a_broker_that_nobody_vouches_for_is_not_believed() {
        Map<String, Object> settings = new HashMap<>(login(PASSWORD));
        settings.remove("caFile");
        notifier(settings);
        assertThatThrownBy(notifier::test)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void all_that_was_told_while_the_broker_was_down_arrives_in_order() throws Exception {
        notifier(Map.of("timeout", "2s"));
        notifier.test();
        broker.kill();
        try {
            tell(0, 50);
            awaitFinding("did not take the record");
        } finally {
            broker.start();
        }
        awaitBroker();
        List<ConsumerRecord<String, String>> records = awaitFiles(0, 50);
        assertThat(records)
                .extracting(ConsumerRecord::partition)
                .containsOnly(records.get(0).partition());
        assertThat(deliveries().lost()).isEmpty();
    }

    @Test
    void a_broker_that_hangs_is_left_alone_until_it_goes_on() throws Exception {
        notifier(Map.of("timeout", "2s"));
        notifier.test();
        broker.stop();
        try {
            tell(0, 2);
            awaitFinding("did not take the record");
        } finally {
            broker.resume();
        }
        awaitBroker();
        awaitFiles(0, 2);
        until("none waits", SOON, () -> deliveries().waiting() == 0);
        assertThat(deliveries().lost()).isEmpty();
    }

    @Test
    void what_the_queue_does_not_hold_is_counted_and_told_in_one() throws Exception {
        broker.stop();
        try {
            notifier(Map.of("timeout", "1s", "queue", 5, "interval", "1s"));
            tell(0, 25);
            until("20 are lost", SOON, () -> deliveries().lost().equals(Map.of("queue-full", 20L)));
        } finally {
            broker.resume();
        }
        awaitBroker();
        awaitFiles(0, 5);
        List<ConsumerRecord<String, String>> records =
                broker.await(topic, read -> !digests(read).isEmpty());
        assertThat(digests(records).get(0).get("count").getAsInt()).isEqualTo(20);
    }

    private static List<JsonObject> digests(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(KafkaNotifierTest::event)
                .filter(event -> event.get("type").getAsString().equals("dev.nacre.digest"))
                .map(event -> event.getAsJsonObject("data"))
                .toList();
    }

    @Test
    void a_record_that_is_too_large_is_counted_and_keeps_none_from_being_sent() throws Exception {
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/" + "x".repeat(4000), 0));
        tell(2, 3);
        awaitFiles(2, 3);
        assertThat(deliveries().lost()).containsEntry("refused", 1L);
    }

    @Test
    void a_notifier_that_ends_while_the_broker_hangs_ends_in_time_and_counts() throws Exception {
        notifier(Map.of("timeout", "25s"));
        notifier.test();
        broker.stop();
        try {
            tell(0, 3);
            long begin = System.nanoTime();
            notifier.deactivate();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(20));
        } finally {
            broker.resume();
        }
        assertThat(deliveries().lost()).containsKey("ended");
        notifier = null;
    }
}
