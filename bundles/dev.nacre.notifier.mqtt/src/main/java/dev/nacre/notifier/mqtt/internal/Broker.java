/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.server.Access;
import dev.nacre.notifier.server.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Who is told, and in which topics.
 *
 * @param client what the broker knows this notifier by
 * @param topic what the names of topics begin with
 * @param retain whether the broker keeps the last detection
 * @param timeout for each step
 */
record Broker(
        Address address,
        Access access,
        String client,
        String topic,
        int qos,
        boolean retain,
        Duration timeout) {
    private static final int KEEP_ALIVE_SECONDS = 30;

    /** Sending has three steps, and is to be over within a minute. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    /**
     * Reads a configuration; what is wrong is remembered by {@code settings}.
     *
     * @param name of the notifier
     */
    static Broker of(Settings settings, String name) {
        String machine = HostName.get().replaceAll("[/+#]", "_");
        return new Broker(
                Address.of(settings),
                Access.of(settings),
                "nacre-" + machine + "-" + name,
                topic(settings).replace("{host}", machine),
                settings.number("qos", 0, 2),
                settings.flag("retain"),
                settings.duration("timeout", Duration.ofSeconds(1), LONGEST_STEP));
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

    String uri() {
        return (access.encryption().isPresent() ? "ssl://" : "tcp://") + address;
    }

    /** How people know the broker. */
    String name() {
        return address.toString();
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
        if (access.encryption().isPresent()) {
            options.setSocketFactory(access.encryption().get().context().getSocketFactory());
        }
        options.setHttpsHostnameVerificationEnabled(true);
        if (access.hasUser()) {
            options.setUserName(access.user());
            options.setPassword(access.password().getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
