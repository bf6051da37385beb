/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.kafka;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.receiver.Certificate;
import dev.nacre.itests.support.receiver.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A Kafka broker (KRaft) in a process of its own: one port for all, one for a user, by TLS. It
 * makes topics when they are first written to, of three partitions.
 */
public final class KafkaBroker extends Daemon {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final int securePort;

    private KafkaBroker(int port, int securePort, List<String> command, Path out) {
        super(command, out);
        this.port = port;
        this.securePort = securePort;
    }

    /**
     * Sets one up and does not start it.
     *
     * @param folder where its files lie
     * @param user who may log in by TLS, with SCRAM-SHA-512
     */
    public static KafkaBroker in(Path folder, Certificate certificate, String user, String password)
            throws Exception {
        int port = freePort();
        int securePort = freePort();
        Path settings = configure(folder, certificate, port, securePort);
        Outside.must(
                java(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                Uuid.randomUuid().toString(),
                                "-c",
                                settings.toString(),
                                "--add-scram",
                                "SCRAM-SHA-512=[name=" + user + ",password=" + password + "]")
                        .toArray(String[]::new));
        return new KafkaBroker(
                port,
                securePort,
                java("kafka.Kafka", settings.toString()),
                folder.resolve("kafka.out"));
    }

    private static Path configure(Path folder, Certificate certificate, int port, int securePort)
            throws IOException {
        int controller = freePort();
        Path keys =
                Files.writeString(
                        folder.resolve("keys.pem"),
                        Files.readString(certificate.key())
                                + Files.readString(certificate.certificate()));
        return Files.write(
                folder.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "controller.listener.names=CONTROLLER",
                        "listeners=CONTROLLER://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d"
                                .formatted(controller, port, securePort),
                        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL",
                        "inter.broker.listener.name=PLAINTEXT",
                        "ssl.keystore.type=PEM",
                        "ssl.keystore.location=" + keys,
                        "sasl.enabled.mechanisms=SCRAM-SHA-512",
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config="
                                + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "log.dirs=" + folder.resolve("data"),
                        "num.partitions=3",
                        "message.max.bytes=2000",
                        "offsets.topic.replication.factor=1"));
    }

    private static List<String> java(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(List.of(words));
        return command;
    }

    /** Starts it, and waits until it serves. What was written before stays. */
    public KafkaBroker start() throws Exception {
        start(() -> accepts(port) && accepts(securePort));
        return this;
    }

    /** For all. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** For the user, by TLS. */
    public String secureAddress() {
        return "127.0.0.1:" + securePort;
    }

    /** Waits until a topic has so many records, and returns them, those of a partition in order. */
    public List<ConsumerRecord<String, String>> await(String topic, int count) throws Exception {
        return await(topic, records -> records.size() >= count);
    }

    /** Likewise, until those read so far are enough. */
    public List<ConsumerRecord<String, String>> await(
            String topic, Predicate<List<ConsumerRecord<String, String>>> enough) throws Exception {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(partitions(consumer, topic));
            Await.until(
                    "the records of " + topic,
                    LIMIT,
                    () -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                        return enough.test(records);
                    });
        }
        return records;
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<String, String> consumer, String topic) throws Exception {
        List<PartitionInfo> partitions =
                Await.value(
                        "the topic " + topic,
                        LIMIT,
                        () -> consumer.partitionsFor(topic),
                        found -> !found.isEmpty());
        return partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    }
}
