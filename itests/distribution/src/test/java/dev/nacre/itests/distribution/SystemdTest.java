/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** What systemd is told, and the service that is shipped for it. */
class SystemdTest extends DistributionTest {
    private static final Path UNIT = Host.HOME.resolve("systemd/nacre.service");
    private static final Duration START = Duration.ofSeconds(60);

    /** How soon systemd gives up, in microseconds; it is called at half of it. */
    private static final String WATCHDOG_USEC = "2000000";

    private static final Duration MISSED = Duration.ofSeconds(6);

    private AFUNIXSocketAddress byPath() throws IOException {
        Path socket = place.resolve("notify");
        host.with("NOTIFY_SOCKET", socket.toString());
        return AFUNIXSocketAddress.of(socket);
    }

    private AFUNIXSocketAddress byAbstractName() throws IOException {
        String name = "nacre-test-" + ProcessHandle.current().pid();
        host.with("NOTIFY_SOCKET", "@" + name);
        return AFUNIXSocketAddress.inAbstractNamespace(name);
    }

    @Test
    void it_is_told_from_the_start_to_the_end_that_all_is_well() throws Exception {
        watch("scanOn = \"open-exec\"");
        host.with("WATCHDOG_USEC", WATCHDOG_USEC);
        try (ServiceManager manager = new ServiceManager(byPath())) {
            host.launch();
            manager.await("READY=1", START);
            assertThat(host.said()).as("marks stand by then").contains("guarding: " + folder);
            manager.awaitStatus("healthy; guarding " + folder, "scanner clamd up", SOON);
            for (int i = 0; i < 3; i++) {
                manager.await("WATCHDOG=1", SOON);
            }
            assertThat(host.terminate()).isZero();
            manager.await("STOPPING=1", SOON);
            assertThat(manager.hears("WATCHDOG=1", Duration.ofSeconds(2))).isFalse();
        }
    }

    @Test
    void with_nothing_to_guard_it_is_told_so_by_an_abstract_socket() throws Exception {
        try (ServiceManager manager = new ServiceManager(byAbstractName())) {
            host.launch();
            manager.await("READY=1", START);
            manager.awaitStatus("down; guarding nothing", "no watch is configured", SOON);
            assertThat(manager.hears("WATCHDOG=1", Duration.ofSeconds(3)))
                    .as("nobody has asked for it")
                    .isFalse();
            watch("scanOn = \"open-exec\"");
            manager.awaitStatus("healthy; guarding " + folder, "", SOON);
        }
    }

    @Test
    void a_process_that_stands_still_does_not_call() throws Exception {
        watch("scanOn = \"write\"");
        host.with("WATCHDOG_USEC", WATCHDOG_USEC);
        try (ServiceManager manager = new ServiceManager(byPath())) {
            host.launch();
            manager.await("WATCHDOG=1", START);
            Outside.must("kill", "-STOP", Long.toString(host.pid()));
            awaitSilence(manager);
            assertThat(manager.hears("WATCHDOG=1", MISSED)).isFalse();
            Outside.must("kill", "-CONT", Long.toString(host.pid()));
            manager.await("WATCHDOG=1", SOON);
        }
    }

    /** Calls of before may still be on their way, several where this process was slow. */
    private static void awaitSilence(ServiceManager manager) throws InterruptedException {
        while (manager.hears("WATCHDOG=1", Duration.ofMillis(100))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_socket_that_is_not_there_does_not_hold_it_up() throws Exception {
        watch("scanOn = \"open-exec\"");
        host.with("NOTIFY_SOCKET", place.resolve("nobody").toString()).start();
        assertThat(host.terminate()).isZero();
    }

    @Test
    void the_service_is_one_that_systemd_takes() throws Exception {
        assumeTrue(Outside.run("sh", "-c", "command -v systemd-analyze").succeeded());
        Path unit = place.resolve("nacre.service");
        String text = Files.readString(UNIT).replace("/opt/nacre", Host.HOME.toString());
        Files.writeString(unit, text);
        Outcome verified = Outside.run("systemd-analyze", "verify", "--man=no", unit.toString());
        assertThat(verified.succeeded()).as("%s", verified).isTrue();
        assertThat(verified.text().lines())
                .as("what it says of this unit")
                .noneMatch(line -> line.contains("nacre.service"));
    }

    @Test
    void it_can_do_all_it_has_to_with_the_capabilities_of_the_service() throws Exception {
        host.close();
        Outside.must("chmod", "755", place.toString());
        host =
                Host.in(
                                place.resolve("bounded"),
                                Host.HOME,
                                "setpriv",
                                "--no-new-privs",
                                "--inh-caps=-all",
                                "--bounding-set=-all," + capabilities())
                        .useClamd(sharedSocket());
        watch("scanOn = \"open-exec\"", "action = \"quarantine\"", "cache = \"kernel\"");
        Path eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        Outside.must("chown", "12345:12345", eicar.toString());
        Outside.must("chmod", "4640", eicar.toString());
        attributes(eicar).write("pearl", ByteBuffer.wrap(new byte[] {1, 2}));
        Outside.must("setcap", "cap_net_raw=ep", eicar.toString());
        Path other = Files.writeString(folder.resolve("other"), "pearl");
        Outside.must("chown", "12345:12345", other.toString());
        Outside.must("chmod", "600", other.toString());
        host.start();
        until("it is healthy", SOON, () -> host.verb("status").exit() == 0);
        for (int i = 0; i < 10; i++) {
            assertThat(Outside.read(other).succeeded()).isTrue();
        }
        Outcome read = asUser("cat", eicar.toString());
        assertThat(read.refused()).as("%s", read).isTrue();
        until("it is taken away", SOON, () -> !Files.exists(eicar));
        until("it is told of", SOON, () -> !host.detections().isEmpty());
        JsonObject detection = host.detections().get(0).getAsJsonObject();
        assertThat(detection.toString()).as("whose process it is").contains("/cat");
        String id =
                host.json("quarantine", "list")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("id")
                        .getAsString();
        Outcome restored = host.verb("quarantine", "restore", id);
        assertThat(restored.succeeded()).as("%s", restored).isTrue();
        assertThat(Outside.must("stat", "-c", "%u %g %a", eicar.toString()).strip())
                .isEqualTo("12345 12345 4640");
        assertThat(attributes(eicar).size("pearl")).isEqualTo(2);
        assertThat(Outside.must("getcap", eicar.toString())).contains("cap_net_raw=ep");
        assertThat(host.verb("status").exit()).isZero();
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    private static Outcome asUser(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("setpriv", "--reuid=12345", "--clear-groups");
        builder.command().addAll(List.of(command));
        return Outside.end(builder, new byte[0]);
    }

    /** As setpriv(1) wants them. */
    private static String capabilities() throws IOException {
        Set<String> names =
                Files.readAllLines(UNIT).stream()
                        .filter(line -> line.startsWith("CapabilityBoundingSet="))
                        .flatMap(line -> List.of(line.split("[= ]")).stream())
                        .filter(word -> word.startsWith("CAP_"))
                        .collect(Collectors.toSet());
        assertThat(names).contains("CAP_SYS_ADMIN");
        return names.stream()
                .map(name -> "+" + name.substring(4).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
