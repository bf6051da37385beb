/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.server.Access;
import dev.nacre.notifier.server.Address;
import dev.nacre.notifier.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where records go.
 *
 * @param brokers some of the cluster's; they know the others
 * @param client what the brokers know this notifier by
 * @param timeout for each step
 */
record Cluster(
        List<Address> brokers,
        String topic,
        Access access,
        Login login,
        String client,
        Duration timeout) {
    /** All that waits is in the notifier's queue; this is for what is on its way. */
    private static final long BUFFER = 4 << 20;

    /** Sending has two steps, and is to be over within a minute. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(25);

    Cluster {
        brokers = List.copyOf(brokers);
    }

    /**
     * Reads a configuration; what is wrong is remembered by {@code settings}.
     *
     * @param name of the notifier
     */
    static Cluster of(Settings settings, String name) {
        return new Cluster(
                brokers(settings),
                topic(settings),
                Access.of(settings),
                settings.choice("login", Login.class),
                "nacre-" + HostName.get() + "-" + name,
                settings.duration("timeout", Duration.ofSeconds(1), LONGEST_STEP));
    }

    private static List<Address> brokers(Settings settings) {
        List<Address> brokers =
                settings.list("brokers", "HOST:PORT or [IPV6]:PORT", Address::parse);
        if (settings.texts("brokers").isEmpty()) {
            settings.problem("brokers", "", "it must name one broker of the cluster at least");
        }
        return brokers;
    }

    /** As Kafka has it: org.apache.kafka.common.internals.Topic. */
    private static String topic(Settings settings) {
        return settings.parse(
                "topic",
                "the name of a topic: letters, digits, ., _ and -, at most 249",
                text -> {
                    if (!text.matches("[a-zA-Z0-9._-]{1,249}") || text.matches("[.]{1,2}")) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                });
    }

    /** How people know the cluster. */
    String name() {
        return String.join(",", servers());
    }

    private List<String> servers() {
        return brokers.stream().map(Address::toString).toList();
    }

    /**
     * The settings of a producer (Kafka documentation, Producer Configs).
     *
     * @throws IOException where it cannot be read who is trusted
     */
    Map<String, Object> producer() throws IOException {
        int millis = (int) timeout.toMillis();
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", servers());
        settings.put("client.id", client);
        // Written once, by all brokers that keep a copy.
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("buffer.memory", BUFFER);
        // The first step: to learn from a broker who leads the topic's partitions.
        settings.put("max.block.ms", (long) millis);
        // The second: to have it written.
        settings.put("request.timeout.ms", millis);
        settings.put("delivery.timeout.ms", millis);
        settings.put("reconnect.backoff.max.ms", 1000L);
        settings.put("enable.metrics.push", false);
        settings.put("metric.reporters", List.of());
        settings.put("security.protocol", protocol());
        if (access.encryption().isPresent()) {
            Trust trust = access.encryption().get();
            // Of a file that cannot be used it says more than Kafka does.
            trust.context();
            trust.caFile()
                    .ifPresent(
                            file -> {
                                settings.put("ssl.truststore.type", "PEM");
                                settings.put("ssl.truststore.location", file.toString());
                            });
        }
        if (access.hasUser()) {
            settings.put("sasl.mechanism", login.text());
            settings.put("sasl.jaas.config", login.jaas(access.user(), access.password()));
        }
        return settings;
    }

    private String protocol() {
        return (access.hasUser() ? "SASL_" : "")
                + (access.encryption().isPresent() ? "SSL" : "PLAINTEXT");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
