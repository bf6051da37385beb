/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.notify.Detection;
import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.delivery.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTPS server. */
@Timeout(120)
class WebhookNotifierTest {
    @TempDir Path folder;
    private WebServer server;
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        server = new WebServer(folder);
        properties.put("service.pid", "dev.nacre.notifier.webhook~ops");
        properties.put("url", server.url() + "hook?team=7");
        properties.put("caFile", server.certificate.toString());
        properties.put("timeout", "20s");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Detection detection(int number) {
        return Told.detection("d" + number, "/srv/größe", 0);
    }

    @Test
    void a_detection_arrives_as_a_signed_cloud_event_over_tls() throws Exception {
        properties.put("headers", new String[] {"Authorization: Bearer abc", "X-Team: 7"});
        properties.put("secret", "s3cret");
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            notifier.detected(detection(1));
            WebServer.Posted posted = server.next();
            assertThat(posted.path()).isEqualTo("/hook?team=7");
            assertThat(posted.headers().getFirst("Content-Type"))
                    .isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(posted.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
            assertThat(posted.headers().getFirst("X-Team")).isEqualTo("7");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            assertThat(posted.headers().getFirst("X-Hub-Signature-256"))
                    .isEqualTo(
                            "sha256="
                                    + HexFormat.of()
                                            .formatHex(
                                                    mac.doFinal(
                                                            posted.body()
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .UTF_8))));
            JsonObject event = JsonParser.parseString(posted.body()).getAsJsonObject();
            assertThat(event.keySet())
                    .containsExactly(
                            "specversion",
                            "id",
                            "source",
                            "type",
                            "time",
                            "severity",
                            "subject",
                            "datacontenttype",
                            "data");
            assertThat(event.get("specversion").getAsString()).isEqualTo("1.0");
            assertThat(event.get("id").getAsString()).isEqualTo("d1");
            assertThat(event.get("source").getAsString()).startsWith("/nacre/");
            assertThat(event.get("type").getAsString()).isEqualTo("dev.nacre.detection");
            assertThat(event.get("time").getAsString()).isEqualTo(Told.TIME.toString());
            assertThat(event.getAsJsonObject("data").get("path").getAsString())
                    .isEqualTo("/srv/größe");
        }
    }

    @Test
    void a_server_that_comes_back_gets_all_that_waited() throws Exception {
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            server.stop();
            assertThatThrownBy(notifier::test)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(server.url().replaceAll("/$", ""))
                    .hasMessageNotContaining("team=7");
            for (int i = 0; i < 50; i++) {
                notifier.detected(detection(i));
            }
            server.comeBack();
            for (int i = 0; i < 50; i++) {
                assertThat(server.next().body()).contains("\"id\":\"d" + i + "\"");
            }
            assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_silent_keeps_nobody_waiting_longer_than_the_limit() throws Exception {
        properties.put("timeout", "3s");
        server.fallSilent();
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has not answered in 3000 ms");
        }
    }

    @Test
    void a_server_that_refuses_a_message_is_not_sent_it_again() throws Exception {
        server.status = 422;
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("answered 422");
        }
    }

    @Test
    void a_server_in_trouble_is_asked_again() throws Exception {
        server.status = 503;
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            notifier.detected(detection(1));
            assertThat(server.next()).isNotNull();
            server.status = 200;
            assertThat(server.next().body()).contains("\"id\":\"d1\"");
        }
    }

    @Test
    void nobody_is_led_elsewhere() throws Exception {
        server.status = 307;
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test).hasMessageContaining("leads elsewhere");
            assertThat(server.posted).hasSize(1);
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_told_nothing() throws Exception {
        properties.put("caFile", "");
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }
        properties.put("caFile", server.certificate.toString());
        properties.put("url", server.url().replace("localhost", "127.0.0.1"));
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test).isInstanceOf(IOException.class);
        }
        assertThat(server.posted).isEmpty();
    }

    @Test
    void a_certificate_that_is_not_there_is_named() {
        properties.put("caFile", "/nowhere/ca.pem");
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThatThrownBy(notifier::test)
                    .hasMessageContaining("There is no file /nowhere/ca.pem");
        }
    }

    @Test
    void a_test_says_what_the_server_answered() throws Exception {
        try (WebhookNotifier notifier = new WebhookNotifier(properties)) {
            assertThat(notifier.test()).endsWith("answered 202");
            assertThat(server.next().body()).contains("\"type\":\"dev.nacre.test\"");
        }
    }

    @Test
    void a_wrong_configuration_is_refused_as_a_whole() {
        properties.put("url", "ftp://example.org/");
        properties.put("headers", new String[] {"no colon", "Content-Length: 7", "X: a\nb"});
        properties.put("timeout", "1h");
        properties.put("caFile", "relative.pem");
        assertThatThrownBy(() -> new WebhookNotifier(properties))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("url = \"ftp://example.org/\"")
                .hasMessageContaining("headers = \"no colon\"")
                .hasMessageContaining("headers = \"Content-Length: 7\"")
                .hasMessageContaining("headers = \"X: a")
                .hasMessageContaining("timeout = \"1h\"")
                .hasMessageContaining("caFile = \"relative.pem\"");
        properties.clear();
        assertThatThrownBy(() -> new WebhookNotifier(properties))
                .hasMessageContaining("it must say where messages are posted to");
    }
}
