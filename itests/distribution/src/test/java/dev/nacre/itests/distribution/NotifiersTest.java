/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifiers that are configured while the host runs, and the receivers they tell. */
class NotifiersTest extends DistributionTest {
    private static final String TOKEN = "nobody-may-see-this-one";

    private record Posted(String authorization, JsonObject event) {}

    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final CountDownLatch speaks = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean silent;
    private HttpServer web;
    private Path eicar;

    @BeforeEach
    void guard_a_folder_and_listen() throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(threads);
        web.createContext("/", this::answer);
        web.start();
        eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        watch("scanOn = \"open-exec\"");
        host.start();
    }

    @AfterEach
    void stop_listening() {
        speaks.countDown();
        web.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (silent) {
            try {
                speaks.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        posted.add(
                new Posted(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        JsonParser.parseString(body).getAsJsonObject()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void configureWebhook() throws Exception {
        host.configure(
                "dev.nacre.notifier.webhook-ops",
                "url = \"http://127.0.0.1:" + web.getAddress().getPort() + "/\"",
                "headers = [\"Authorization: Bearer $[secret:hook.token]\"]",
                "events = [\"detection\"]",
                "timeout = \"60s\"");
    }

    private void awaitNotifier(String name) throws Exception {
        value(
                "there is a notifier " + name,
                SOON,
                () -> host.verb("notify", "list").text(),
                text -> text.contains("\n" + name + " "));
    }

    private JsonObject listed(String name) throws Exception {
        for (JsonElement notifier : host.json("notify", "list").getAsJsonArray()) {
            if (notifier.getAsJsonObject().get("name").getAsString().equals(name)) {
                return notifier.getAsJsonObject();
            }
        }
        throw new AssertionError("There is no notifier " + name);
    }

    private void writeSecret() throws IOException {
        Path secrets = Files.createDirectories(host.etc().resolve("secrets"));
        Path secret = Files.writeString(secrets.resolve("hook.token"), TOKEN + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_web_server_is_told_and_no_secret_is_shown_anywhere() throws Exception {
        writeSecret();
        configureWebhook();
        awaitNotifier("ops");
        assertThat(Outside.read(eicar).refused()).isTrue();
        Posted told = posted.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(told.authorization()).isEqualTo("Bearer " + TOKEN);
        assertThat(told.event().get("type").getAsString()).isEqualTo("dev.nacre.detection");
        assertThat(told.event().getAsJsonObject("data").get("path").getAsString())
                .isEqualTo(eicar.toString());
        Outcome test = host.verb("notify", "test", "ops");
        assertThat(test.succeeded()).as(test.toString()).isTrue();
        assertThat(test.text()).startsWith("ops: delivered: ").contains("answered 204");
        assertThat(host.verb("notify", "list", "--json").text()).doesNotContain(TOKEN);
        assertThat(host.verb("status", "--json").text()).doesNotContain(TOKEN);
        assertThat(host.said()).doesNotContain(TOKEN);
        try (Stream<Path> files = Files.walk(host.var())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(TOKEN);
            }
        }
    }

    @Test
    void a_secret_that_others_may_read_is_refused_and_named() throws Exception {
        writeSecret();
        Path secret = host.etc().resolve("secrets/hook.token");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        configureWebhook();
        Path log = host.var().resolve("log/nacre.log");
        until(
                "the log says what to do",
                SOON,
                () -> Files.readString(log).contains("chmod go= " + secret));
        assertThat(Files.readString(log)).doesNotContain(TOKEN);
    }

    @Test
    void a_server_that_hangs_slows_down_no_access_and_loses_nothing() throws Exception {
        silent = true;
        writeSecret();
        configureWebhook();
        awaitNotifier("ops");
        for (int i = 0; i < 100; i++) {
            Outcome read = Outside.read(eicar);
            assertThat(read.refused()).isTrue();
            assertThat(read.took()).isLessThan(Duration.ofSeconds(5));
        }
        until("all are detected", SOON, () -> host.detections().size() == 100);
        assertThat(listed("ops").get("waiting").getAsInt()).isEqualTo(100);
        silent = false;
        speaks.countDown();
        until("all have arrived", SOON, () -> posted.size() == 100);
        until("none waits", SOON, () -> listed("ops").get("waiting").getAsInt() == 0);
        assertThat(listed("ops").getAsJsonObject("lost").keySet()).isEmpty();
    }

    @Test
    void a_command_is_run_as_by_clamd() throws Exception {
        Path script = place.resolve("event");
        Path said = place.resolve("said");
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s|%s|%s\\n' \"$CLAM_VIRUSEVENT_FILENAME\""
                        + " \"$CLAM_VIRUSEVENT_VIRUSNAME\" \"$NACRE_TYPE\" >>\"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        host.configure(
                "dev.nacre.notifier.exec-script",
                "command = [\"" + script + "\", \"" + said + "\"]");
        awaitNotifier("script");
        assertThat(Outside.read(eicar).refused()).isTrue();
        value(
                "the command has run",
                SOON,
                () -> Files.exists(said) ? Files.readAllLines(said) : List.of(),
                lines -> lines.size() == 1);
        assertThat(Files.readString(said))
                .matches(eicar + "\\|Eicar-Signature(.UNOFFICIAL)?\\|detection\n");
        assertThat(host.verb("notify", "test", "script").succeeded()).isTrue();
    }

    @Test
    void a_syslog_server_is_told() throws Exception {
        try (DatagramSocket server =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.setSoTimeout((int) SOON.toMillis());
            host.configure(
                    "dev.nacre.notifier.syslog-siem",
                    "server = \"udp://127.0.0.1:" + server.getLocalPort() + "\"",
                    "events = [\"detection\"]");
            awaitNotifier("siem");
            assertThat(Outside.read(eicar).refused()).isTrue();
            DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .startsWith("<26>1 ")
                    .contains(" nacre ", " detection [nacre@32473 ", "path=\"" + eicar + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "webhook, url, ftp://example.org/, http:// or https://",
        "mail, to, nobody at all, mail addresses",
        "syslog, server, http://example.org, udp://",
        "exec, command, relative, absolute path",
        "desktop, users, no-such-user, users of this machine",
        "mqtt, topic, a/#, topic",
        "webhook, burst, -1, from 0 to 1000000",
    })
    void what_a_notifier_would_refuse_changes_nothing_and_is_told_at_once(
            String kind, String key, String value, String allowed) throws Exception {
        String name = "dev.nacre.notifier." + kind + "-ops";
        Outcome outcome = host.verb("set", name, key + "=" + value);
        assertThat(outcome.exit()).as("%s", outcome).isOne();
        assertThat(outcome.error())
                .startsWith(host.etc().resolve(name + ".cfg") + ": ")
                .contains(key + " = \"" + value + "\" is refused", allowed)
                .endsWith("Nothing was changed.\n");
        assertThat(host.etc().resolve(name + ".cfg")).doesNotExist();
        assertThat(host.verb("notify", "list").text()).doesNotContain("ops");
    }
}
