/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where records go.
 *
 * @param brokers some of the cluster's, {@code HOST:PORT} each; they know the others
 * @param encryption who may vouch for the brokers; empty where connections are not encrypted
 * @param user empty where the cluster asks for none
 * @param client what the brokers know this notifier by
 * @param timeout for each step
 */
record Cluster(
        List<String> brokers,
        String topic,
        Optional<Trust> encryption,
        Login login,
        String user,
        String password,
        String client,
        Duration timeout) {
    private static final int LAST_PORT = 65_535;

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
        Security security = settings.choice("security", Security.class);
        String user = settings.text("user");
        if (security == Security.NONE && !user.isEmpty()) {
            settings.problem(
                    "user", user, "a password is only sent encrypted: set security to tls");
        }
        return new Cluster(
                brokers(settings),
                topic(settings),
                security == Security.NONE ? Optional.empty() : Optional.of(Trust.of(settings)),
                settings.choice("login", Login.class),
                user,
                settings.text("password"),
                "nacre-" + HostName.get() + "-" + name,
                settings.duration("timeout", Duration.ofSeconds(1), LONGEST_STEP));
    }

    private static List<String> brokers(Settings settings) {
        List<String> brokers =
                settings.list("brokers", "HOST:PORT or [IPV6]:PORT", Cluster::broker);
        if (settings.texts("brokers").isEmpty()) {
            settings.problem("brokers", "", "it must name one broker of the cluster at least");
        }
        return brokers;
    }

    private static String broker(String text) {
        int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
        if (!text.matches("([\\w.-]+|\\[[\\w.:%]+]):\\d+") || port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException();
        }
        return text;
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
        return String.join(",", brokers);
    }

    /**
     * The settings of a producer (Kafka documentation, Producer Configs).
     *
     * @throws IOException where it cannot be read who is trusted
     */
    Map<String, Object> producer() throws IOException {
        int millis = (int) timeout.toMillis();
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", brokers);
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
        if (encryption.isPresent()) {
            // Of a file that cannot be used it says more than Kafka does.
            encryption.get().context();
            encryption
                    .get()
                    .caFile()
                    .ifPresent(
                            file -> {
                                settings.put("ssl.truststore.type", "PEM");
                                settings.put("ssl.truststore.location", file.toString());
                            });
        }
        if (!user.isEmpty()) {
            settings.put("sasl.mechanism", login.text());
            settings.put("sasl.jaas.config", login.jaas(user, password));
        }
        return settings;
    }

    private String protocol() {
        return (user.isEmpty() ? "" : "SASL_") + (encryption.isPresent() ? "SSL" : "PLAINTEXT");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
