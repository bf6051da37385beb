/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.receiver.Desktop;
import dev.nacre.itests.support.receiver.Mosquitto;
import dev.nacre.itests.support.receiver.SmtpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** From an infected file that is opened to whoever is to be told. */
public class NotifiersTest extends NacreTest {
    /** An account that every machine has: nobody. */
    private static final int NOBODY = 65534;

    private static void need(Optional<String> lacks) {
        assumeTrue(lacks.orElse(""), lacks.isEmpty());
    }

    private Path detect() throws Exception {
        watch(Map.of());
        Path eicar = place("eicar.com", Malware.eicar());
        assertThat(Outside.read(eicar).refused()).isTrue();
        return eicar;
    }

    @Test
    public void people_are_told_by_mail() throws Exception {
        need(SmtpServer.lacks());
        try (SmtpServer server = SmtpServer.in(Files.createTempDirectory("smtp")).start()) {
            configurations.set(
                    "dev.nacre.notifier.mail~ops",
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            server.port(),
                            "security",
                            "none",
                            "events",
                            new String[] {"detection"},
                            "to",
                            new String[] {"ann@example.org"}));
            Path eicar = detect();
            assertThat(server.await(1).get(0)).contains("Subject: ", eicar.toString());
        }
    }

    @Test
    public void listeners_are_told_by_mqtt() throws Exception {
        need(Mosquitto.lacks());
        try (Mosquitto broker = Mosquitto.in(Files.createTempDirectory("mqtt")).start().listen()) {
            configurations.set(
                    "dev.nacre.notifier.mqtt~house",
                    Map.of("port", broker.port(), "security", "none", "topic", "nacre"));
            Path eicar = detect();
            until(
                    "the detection is heard",
                    SOON,
                    () ->
                            broker.received().stream()
                                    .anyMatch(
                                            heard ->
                                                    heard.startsWith("nacre/detection 1 0 ")
                                                            && heard.contains(eicar.toString())));
        }
    }

    @Test
    public void users_are_told_on_their_desktop() throws Exception {
        need(Desktop.lacks());
        try (Desktop desktop =
                Desktop.of(Path.of("/", "run", "user"), NOBODY).startBus().startNotifications()) {
            configurations.set(
                    "dev.nacre.notifier.desktop~all",
                    Map.of("users", new String[] {"nobody"}, "events", new String[] {"detection"}));
            Path eicar = detect();
            assertThat(desktop.await(1).get(0)).contains(eicar.toString());
        }
    }
}
