/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.kafka.KafkaBroker;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.receiver.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The optional feature: only where it is asked for, and then as any other notifier. */
class KafkaTest extends DistributionTest {
    private static final String PASSWORD = "nobody-may-see-this-one";
    private static final String CLIENTS = "dev.nacre.thirdparty.kafka";
    private static final String BUNDLE = "dev.nacre.notifier.kafka";

    private Path eicar;

    @BeforeEach
    void guard_a_folder() throws Exception {
        eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        watch("scanOn = \"open-exec\"");
    }

    private Set<String> bundles() throws Exception {
        Set<String> names = new TreeSet<>();
        host.json("bundles")
                .getAsJsonArray()
                .forEach(bundle -> names.add(bundle.getAsJsonObject().get("name").getAsString()));
        return names;
    }

    private boolean usesKafka() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", "" + host.pid(), "fd"))) {
            for (Path descriptor : open.toList()) {
                if (Files.readSymbolicLink(descriptor).toString().contains(CLIENTS)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void configure(String broker, Path certificate) throws IOException {
        Path secrets = Files.createDirectories(host.etc().resolve("secrets"));
        Path secret = Files.writeString(secrets.resolve("kafka"), PASSWORD + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        host.configure(
                BUNDLE + "-fleet",
                "brokers = [\"" + broker + "\"]",
                "topic = \"malware\"",
                "caFile = \"" + certificate + "\"",
                "user = \"nacre\"",
                "password = \"$[secret:kafka]\"",
                "events = [\"detection\"]");
    }

    @Test
    void a_host_that_is_started_with_it_adds_what_it_refuses_to_the_stream() throws Exception {
        Path files = Files.createDirectory(place.resolve("kafka"));
        Certificate certificate = Certificate.in(files);
        try (KafkaBroker broker = KafkaBroker.in(files, certificate, "nacre", PASSWORD).start()) {
            host.start("--with", "kafka");
            configure(broker.secureAddress(), certificate.certificate());
            value(
                    "there is a notifier",
                    SOON,
                    () -> host.verb("notify", "list").text(),
                    text -> text.contains("\nfleet "));
            assertThat(host.verb("set", BUNDLE + "-other", "brokers=nowhere").error())
                    .contains("brokers = \"nowhere\" is refused", "HOST:PORT")
                    .endsWith("Nothing was changed.\n");

            Outcome read = Outside.read(eicar);
            assertThat(read.refused()).isTrue();

            ConsumerRecord<String, String> record = broker.await("malware", 1).get(0);
            assertThat(record.key())
                    .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
            JsonObject event = JsonParser.parseString(record.value()).getAsJsonObject();
            assertThat(event.get("type").getAsString()).isEqualTo("dev.nacre.detection");
            assertThat(event.getAsJsonObject("data").get("path").getAsString())
                    .isEqualTo(eicar.toString());
            Outcome test = host.verb("notify", "test", "fleet");
            assertThat(test.text()).startsWith("fleet: delivered: ").contains("took it");
            assertThat(bundles()).contains(BUNDLE);
            assertThat(usesKafka()).isTrue();

            broker.stop();
            try {
                for (int i = 0; i < 20; i++) {
                    Outcome other = Outside.read(eicar);
                    assertThat(other.refused()).isTrue();
                    assertThat(other.took()).isLessThan(Duration.ofSeconds(5));
                }
            } finally {
                broker.resume();
            }
            assertThat(broker.await("malware", 22)).hasSizeGreaterThanOrEqualTo(22);

            assertThat(host.verb("bundles", "update", CLIENTS).succeeded()).isTrue();
            until(
                    "the clients that came in their place log in",
                    Duration.ofSeconds(60),
                    () -> host.verb("notify", "test", "fleet").succeeded());
            assertThat(Files.readString(host.var().resolve("log/nacre.log")))
                    .doesNotContain(PASSWORD);
            assertThat(host.terminate()).isZero();
        }
    }

    @Test
    void a_host_that_is_started_without_it_has_nothing_of_it_and_says_so() throws Exception {
        configure("127.0.0.1:9093", place);
        host.start();
        assertThat(bundles()).doesNotContain(BUNDLE, CLIENTS);
        assertThat(usesKafka()).isFalse();
        saysWhatToDo("fleet");

        host.configure(BUNDLE + "-later", "brokers = [\"127.0.0.1:9093\"]");
        saysWhatToDo("later");
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    private void saysWhatToDo(String name) throws Exception {
        String said =
                BUNDLE
                        + "~"
                        + name
                        + ": it configures nothing, as its feature is not started; it is with:"
                        + " nacre run --with kafka";
        until("the log says what to do", SOON, () -> host.said().contains(said));
        until("status says so", SOON, () -> host.verb("status").text().contains(said));
    }
}
