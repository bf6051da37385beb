/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Test;

/** Every configuration can be changed while the host runs, and the fanotify group stays open. */
public abstract class ReconfigurationTest extends FilterReconfigurationTest {
    @Test
    public void a_watch() throws Exception {
        String pid = "dev.nacre.watch~changing";
        String[] paths = {folder.toString()};
        eicar = place("eicar.com", Malware.eicar());
        put(pid, Map.of("paths", paths, "scanOn", "open-exec"));
        awaitGuarded("changing", folder);
        awaitRefused(true);
        Set<String> groups = fanotifyGroups();
        assertThat(groups).isNotEmpty();

        put(pid, Map.of("paths", paths, "scanOn", "write"));
        awaitRefused(false);
        put(pid, Map.of("paths", paths, "scanOn", "wrte"));
        awaitRefusal(pid, "scanOn", "wrte", "modify, write, write-exec");
        assertThat(watch("changing").orElseThrow().watch().scanOn()).isEqualTo(ScanOn.WRITE);
        put(pid, Map.of("paths", paths, "scanOn", "access-exec"));
        awaitRefused(true);
        Findings.awaitNone(guard, SOON, "wrte");
        assertThat(fanotifyGroups()).isEqualTo(groups);
    }

    @Test
    public void clamd_over_its_unix_socket() throws Exception {
        guardEicar();
        String pid = "dev.nacre.scanner.clamd.unix";
        Set<String> groups = fanotifyGroups();
        try (Clamd other = Clamd.in(Files.createTempDirectory("nacre-clamd")).start()) {
            put(pid, clamdAt(other.socket()));
            until("the other clamd judges", SOON, () -> judges(other));
            awaitRefused(true);
            put(pid, Map.of("socket", other.socket().toString(), "sessions", "none"));
            awaitRefusal(pid, "sessions", "none", "from 1");
            assertThat(judges(other)).isTrue();
            assertThat(fanotifyGroups()).isEqualTo(groups);
        }
    }

    private boolean judges(Clamd other) {
        return guard.status().scannerStatus().orElseThrow().processes().contains((int) other.pid());
    }

    @Test
    public void clamd_over_tcp() throws Exception {
        eicar = place("eicar.com", Malware.eicar());
        String pid = "dev.nacre.scanner.clamd.tcp~remote";
        // Port 1 is nobody's.
        put(pid, Map.of("hosts", new String[] {"127.0.0.1:1"}));
        awaitScanner("remote", State.DOWN);
        watch(Map.of("scanner.target", "(nacre.scanner.name=remote)", "onError", "allow"));
        String[] hosts = {"127.0.0.1:1", "127.0.0.1:" + clamd.port()};
        put(pid, Map.of("hosts", hosts));
        awaitScanner("remote", State.UP);
        awaitRefused(true);
        put(pid, Map.of("hosts", hosts, "scanTimeout", "never"));
        awaitRefusal(pid, "scanTimeout", "never", "from ");
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    public void the_signature_scanner() throws Exception {
        eicar = place("program", Malware.program());
        String pid = "dev.nacre.scanner.signature";
        watch(Map.of("scanner.target", "(nacre.scanner.name=signature)"));
        assertThat(Outside.read(eicar).succeeded()).isTrue();
        put(pid, Map.of("databases", new String[] {clamd.database().toString()}));
        awaitRefused(true);
        put(pid, Map.of("databases", new String[] {"relative"}));
        awaitRefusal(pid, "databases", "relative", "absolute");
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    public void the_quarantine() throws Exception {
        String pid = "dev.nacre.quarantine";
        Path first = Files.createTempDirectory("nacre-test");
        Path second = Files.createTempDirectory("nacre-test");
        watch(Map.of("action", "quarantine"));
        put(pid, Map.of("directory", first.toString()));
        awaitTaken("one", first);
        put(pid, Map.of("directory", second.toString()));
        awaitTaken("two", second);
        put(pid, Map.of("directory", first.toString(), "maxSize", "1"));
        awaitRefusal(pid, "maxSize", "1", "from ");
        awaitTaken("three", second);
    }

    /** One after the other, until one is kept there: each is a file of its own. */
    private void awaitTaken(String name, Path directory) throws Exception {
        int[] number = {0};
        until(
                name + " is taken to " + directory,
                SOON,
                () -> {
                    Path file = place(name + number[0]++, Malware.eicar());
                    int before = kept(directory);
                    assertThat(Outside.read(file).refused()).isTrue();
                    detections.await(file);
                    return kept(directory) > before;
                });
    }

    private static int kept(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> file.toString().endsWith(".data")).count();
        }
    }

    @Test
    public void the_log_of_detections() throws Exception {
        guardEicar();
        String pid = "dev.nacre.notifier.log";
        Path file = Files.createTempDirectory("nacre-test").resolve("detections.jsonl");
        put(pid, Map.of("file", file.toString()));
        until("detections go to the file", SOON, () -> toldOf(file));
        put(pid, Map.of("file", file + ".other", "keep", "many"));
        awaitRefusal(pid, "keep", "many", "from 0 to 1000");
        long before = Files.size(file);
        Outside.read(eicar);
        until("the file grows", SOON, () -> Files.size(file) > before);
    }

    private boolean toldOf(Path file) throws Exception {
        Outside.read(eicar);
        return Files.exists(file) && Files.readString(file).contains(eicar.toString());
    }

    @Test
    public void the_console() throws Exception {
        String pid = "dev.nacre.console";
        put(pid, Map.of("sessionTimeout", "5m"));
        put(pid, Map.of("sessionTimeout", "for ever"));
        awaitRefusal(pid, "sessionTimeout", "for ever", "from ");
        put(pid, Map.of("sessionTimeout", "6m"));
        Findings.awaitNone(guard, SOON, "for ever");
    }

    /** The descriptors of fanotify groups in this process. */
    private static Set<String> fanotifyGroups() throws IOException {
        Set<String> groups = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                if (leadsToFanotify(descriptor)) {
                    groups.add(descriptor.getFileName().toString());
                }
            }
        }
        return groups;
    }

    private static boolean leadsToFanotify(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("[fanotify]");
        } catch (IOException e) {
            // Closed meanwhile: the one that lists them, for one.
            return false;
        }
    }
}
