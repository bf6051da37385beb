/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.karaf;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.nacre.itests.support.Machine;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As docs/karaf.md has it. */
class KarafTest {
    private static final Path HOME = Path.of(System.getProperty("nacre.test.home"));

    /** Karaf itself starts some forty bundles, and Nacre twenty. */
    private static final Duration INSTALLED = Duration.ofMinutes(3);

    @TempDir private Path place;

    @Test
    void nacre_guards_in_a_karaf() throws Exception {
        Optional<String> lack = Machine.lacksGuarding();
        assumeTrue(lack.isEmpty(), lack.orElse(""));
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (OwnFileSystem files = OwnFileSystem.mount(place.resolve("files"), "8m");
                Receiver receiver = Receiver.start(told);
                Karaf karaf = Karaf.in(place.resolve("karaf"))) {
            Path eicar = Files.write(files.root().resolve("eicar.com"), Malware.eicar());
            Outside.must("cp", "-r", HOME + "/repository/.", karaf.home() + "/system/");
            karaf.add("etc/custom.properties", "nacre.var = ${karaf.data}/nacre");
            karaf.add(
                    "etc/dev.nacre.watch-files.cfg",
                    "paths = [\"" + files.root() + "\"]",
                    "scanOn = \"open-exec\"",
                    "scanner.target = \"(nacre.scanner.name=signature)\"");
            karaf.add(
                    "etc/dev.nacre.notifier.kafka-fleet.cfg",
                    "brokers = [\"127.0.0.1:9\"]",
                    "security = \"none\"");
            karaf.add(
                    "etc/dev.nacre.notifier.webhook-ops.cfg",
                    "url = \"" + receiver.url() + "\"",
                    "events = [\"detection\"]");
            karaf.boot(
                    "mvn:dev.nacre.features/karaf/" + version() + "/xml/features",
                    "nacre",
                    "nacre-shell",
                    "nacre-kafka",
                    "nacre-desktop",
                    "nacre-exec",
                    "nacre-mail",
                    "nacre-mqtt",
                    "nacre-syslog",
                    "nacre-webhook");

            karaf.start();

            until("an infected file is refused", INSTALLED, () -> Outside.read(eicar).refused());
            Path var = karaf.home().resolve("data/nacre");
            until(
                    "the control socket is there",
                    INSTALLED,
                    () -> Files.exists(var.resolve("run/control.sock")));
            assertThat(Outside.must(HOME + "/bin/nacre", "status", "--var", var.toString()))
                    .contains("fanotify", "signature, up");
            until(
                    "the web server is told",
                    INSTALLED,
                    () -> {
                        assertThat(Outside.read(eicar).refused()).isTrue();
                        return told.stream().anyMatch(event -> event.contains(eicar.toString()));
                    });
            until(
                    "both notifiers are there",
                    INSTALLED,
                    () -> {
                        String list =
                                Outside.must(
                                        HOME + "/bin/nacre",
                                        "notify",
                                        "list",
                                        "--var",
                                        var.toString());
                        return list.contains("\nops ") && list.contains("\nfleet ");
                    });
        }
    }

    /** A web server that takes what is posted. */
    private record Receiver(HttpServer server) implements AutoCloseable {
        static Receiver start(BlockingQueue<String> told) throws IOException {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        told.add(new String(body, StandardCharsets.UTF_8));
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
            server.start();
            return new Receiver(server);
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static String version() throws Exception {
        try (Stream<Path> versions =
                Files.list(HOME.resolve("repository/dev/nacre/features/karaf"))) {
            return versions.findFirst().orElseThrow().getFileName().toString();
        }
    }
}
