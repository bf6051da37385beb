/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each message to the topic of its type. The connection is kept, so that the broker sees
 * when this host is gone; a connection that failed is given up with all that was on its way, and
 * the next message makes a new one.
 */
final class MqttChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(MqttChannel.class);

    /** MQTT 5.0, section 2.4: a reason code from here on says that it did not work. */
    private static final int FAILURE = 0x80;

    /** The same: this message can never be taken. */
    private static final int TOO_LARGE = 0x95;

    private static final int MALFORMED = 0x99;

    /** The same, of DISCONNECT: the broker publishes the will though we leave in good order. */
    private static final int WITH_WILL = 0x04;

    private final Broker broker;
    private MqttAsyncClient client;

    MqttChannel(Broker broker) {
        this.broker = broker;
    }

    @Override
    public String send(Message message) throws IOException, RefusedException {
        String topic = broker.topic() + "/" + message.type();
        try {
            connect();
            publish(topic, content(message));
            return broker.name() + " took it: topic " + topic + ", QoS " + broker.qos();
        } catch (MqttException e) {
            hangUp();
            throw new IOException(reason(e), e);
        }
    }

    /** Comes back, where the broker was away, though there is nothing to tell. */
    @Override
    public void rest() {
        try {
            connect();
        } catch (IOException | RefusedException | MqttException e) {
            LOG.debug("No connection to {} yet", broker, e);
            hangUp();
        }
    }

    private void connect() throws MqttException, IOException, RefusedException {
        if (client != null && client.isConnected()) {
            return;
        }
        hangUp();
        client = new MqttAsyncClient(broker.uri(), broker.client(), new MemoryPersistence());
        await(client.connect(broker.connection()));
        publish(broker.online(), Broker.online(true));
    }

    private MqttMessage content(Message message) {
        MqttMessage content = new MqttMessage(message.json().getBytes(StandardCharsets.UTF_8));
        content.setQos(broker.qos());
        content.setRetained(broker.retain() || message.type().equals("health"));
        MqttProperties properties = new MqttProperties();
        properties.setContentType("application/json");
        properties.setPayloadFormat(true);
        content.setProperties(properties);
        return content;
    }

    private void publish(String topic, MqttMessage content)
            throws MqttException, IOException, RefusedException {
        IMqttToken token = client.publish(topic, content);
        await(token);
        int[] codes = token.getReasonCodes();
        if (codes == null) {
            return;
        }
        for (int code : codes) {
            if (code == TOO_LARGE || code == MALFORMED) {
                throw new RefusedException(refusal(topic, code));
            } else if (code >= FAILURE) {
                throw new IOException(refusal(topic, code));
            }
        }
    }

    private String refusal(String topic, int code) {
        return "%s did not take a message for the topic %s: reason 0x%02x of MQTT 5%s"
                .formatted(
                        broker.name(),
                        topic,
                        code,
                        code == 0x87 ? ", the user may not publish there" : "");
    }

    private void await(IMqttToken token) throws MqttException {
        token.waitForCompletion(broker.timeout().toMillis());
    }

    private String reason(MqttException e) {
        String why = e.getCause() == null ? e.getMessage() : e.getCause().toString();
        return broker.name() + " did not take the message: " + why;
    }

    /** Gives up the connection: where it still stands, the broker takes us for lost. */
    private void hangUp() {
        if (client == null) {
            return;
        }
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            LOG.debug("The connection to {} was lost before", broker, e);
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("The connection to {} leaves something behind", broker, e);
        }
        client = null;
    }

    @Override
    public void close() {
        if (client != null && client.isConnected()) {
            try {
                await(client.disconnect(0, null, null, WITH_WILL, new MqttProperties()));
            } catch (MqttException e) {
                LOG.debug("{} was not told that we leave; it will see", broker, e);
            }
        }
        hangUp();
    }
}
