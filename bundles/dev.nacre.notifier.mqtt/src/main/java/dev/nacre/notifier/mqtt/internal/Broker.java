/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.tls.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Who is told, and in which topics.
 *
 * @param encryption who may vouch for the broker; empty where connections are not encrypted
 * @param user empty where the broker asks for none
 * @param client what the broker knows this notifier by
 * @param topic what the names of topics begin with
 * @param retain whether the broker keeps the last detection
 * @param timeout for each step
 */
record Broker(
        String host,
        int port,
        Optional<Trust> encryption,
        String user,
        String password,
        String client,
        String topic,
        int qos,
        boolean retain,
        Duration timeout) {
    private static final int LAST_PORT = 65_535;
    private static final int KEEP_ALIVE_SECONDS = 30;

    /** Sending has three steps, and is to be over within a minute. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    /**
     * Reads a configuration; what is wrong is remembered by {@code settings}.
     *
     * @param name of the notifier
     */
    static Broker of(Settings settings, String name) {
        Security security = settings.choice("security", Security.class);
        String user = settings.text("user");
        if (security == Security.NONE && !user.isEmpty()) {
            settings.problem(
                    "user", user, "a password is only sent encrypted: set security to tls");
        }
        String machine = HostName.get().replaceAll("[/+#]", "_");
        return new Broker(
                host(settings),
                settings.number("port", 1, LAST_PORT),
                security == Security.NONE ? Optional.empty() : Optional.of(Trust.of(settings)),
                user,
                settings.text("password"),
                "nacre-" + machine + "-" + name,
                topic(settings).replace("{host}", machine),
                settings.number("qos", 0, 2),
                settings.flag("retain"),
                settings.duration("timeout", Duration.ofSeconds(1), LONGEST_STEP));
    }

    private static String host(Settings settings) {
        return settings.parse(
                "host",
                "the name or the address of a broker",
                text -> {
                    if (!text.matches("[\\w.-]+|\\[[\\w.:%]+]")) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                });
    }

    /** MQTT 5.0, section 4.7: + and # are for those who listen; $ is the broker's own. */
    private static String topic(Settings settings) {
        return settings.parse(
                "topic",
                "the beginning of a topic's name, without +, # and control characters",
                text -> {
                    if (!text.matches("[^$/+#\\p{Cntrl}][^+#\\p{Cntrl}]{0,999}")
                            || text.endsWith("/")) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                });
    }

    String address() {
        return (encryption.isPresent() ? "ssl://" : "tcp://") + name();
    }

    /** How people know the broker. */
    String name() {
        return host + ":" + port;
    }

    /** Whether this host is there: {@code true}, or {@code false}, which the broker itself says. */
    String online() {
        return topic + "/online";
    }

    static MqttMessage online(boolean online) {
        MqttMessage message =
                new MqttMessage(Boolean.toString(online).getBytes(StandardCharsets.US_ASCII));
        message.setQos(1);
        message.setRetained(true);
        return message;
    }

    /**
     * @throws IOException where it cannot be read who is trusted
     */
    MqttConnectionOptions connection() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) timeout.toSeconds());
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setWill(online(), online(false));
        if (encryption.isPresent()) {
            options.setSocketFactory(encryption.get().context().getSocketFactory());
        }
        options.setHttpsHostnameVerificationEnabled(true);
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
