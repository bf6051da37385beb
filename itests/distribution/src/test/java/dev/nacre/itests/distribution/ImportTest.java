/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.SharedClamd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code nacre import}: what a clamd.conf told clamonacc, Nacre does. */
class ImportTest extends DistributionTest {
    private static final Path DEBIAN = Path.of("/etc/clamav/clamd.conf");
    private static final Pattern OPTION = Pattern.compile("#(OnAccess\\w+|VirusEvent) .*");

    private static final String SCRIPT =
            "echo $CLAM_VIRUSEVENT_FILENAME is $CLAM_VIRUSEVENT_VIRUSNAME >$EVENT\n";

    private Path conf;

    @BeforeEach
    void begin_with_no_configuration_of_a_scanner() throws Exception {
        host.remove("dev.nacre.scanner.clamd.unix");
        conf = place.resolve("clamd.conf");
    }

    /** The clamd.conf of this machine's package, its socket that of the test's clamd. */
    private void debian(String... lines) throws Exception {
        List<String> all = new ArrayList<>();
        boolean installed = Files.isReadable(DEBIAN);
        String text =
                installed
                        ? Files.readString(DEBIAN)
                        : new String(
                                getClass().getResourceAsStream("/clamd.conf").readAllBytes(),
                                StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.startsWith("LocalSocket ")).forEach(all::add);
        all.add("LocalSocket " + sharedSocket());
        all.addAll(List.of(lines));
        Files.write(conf, all);
    }

    private void imports(String... options) throws Exception {
        Outcome outcome = host.imports(conf, options);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
    }

    private Path eicar(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, Malware.eicar());
    }

    @Test
    void what_debian_ships_and_says_of_folders_is_guarded_from_the_first_start() throws Exception {
        debian(
                "OnAccessIncludePath " + folder + "/home",
                "OnAccessExcludePath " + folder + "/home/cache",
                "OnAccessExcludePath ^" + folder + "/home/[^/]+/[.]thumbs$",
                "OnAccessPrevention yes");
        Path list = Files.writeString(place.resolve("more"), folder + "/srv\n");
        Path quarantine = place.resolve("taken");
        Path infected = eicar("home/eicar.com");
        Path listed = eicar("srv/eicar.com");
        Path excluded = eicar("home/cache/deep/eicar.com");
        Path matched = eicar("home/ann/.thumbs/eicar.com");
        Path elsewhere = eicar("elsewhere.com");
        imports("--watch-list=" + list, "--move", quarantine.toString(), "--fdpass", "-wF");
        host.start();

        JsonObject watch = host.json("watches").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(watch.get("name").getAsString()).isEqualTo("clamonacc");
        assertThat(watch.get("scanOn").getAsString()).isEqualTo("open-exec");
        assertThat(watch.get("maxFileSize").getAsInt()).isEqualTo(5 << 20);
        assertThat(watch.get("action").getAsString()).isEqualTo("quarantine");
        assertThat(watch.get("paths").getAsJsonArray()).hasSize(2);
        for (Path refused : List.of(infected, listed)) {
            assertThat(Outside.read(refused).refused()).as("%s", refused).isTrue();
            until(refused + " is taken", SOON, () -> !Files.exists(refused));
        }
        for (Path exempt : List.of(excluded, matched, elsewhere)) {
            assertThat(Outside.read(exempt).out()).as("%s", exempt).isEqualTo(Malware.eicar());
        }
        assertThat(host.json("quarantine", "list").getAsJsonArray()).hasSize(2);
        try (Stream<Path> kept = Files.list(quarantine)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".data"))).hasSize(2);
        }
        JsonObject status = host.json("status").getAsJsonObject();
        assertThat(status.get("health").getAsString()).as("%s", status).isEqualTo("healthy");
        assertThat(status.get("scanner").getAsString()).isEqualTo("clamd");
    }

    @Test
    void a_host_that_runs_takes_over_what_is_imported() throws Exception {
        Path infected = eicar("home/eicar.com");
        host.useClamd(sharedSocket());
        watch("scanOn = \"write\"");
        host.start();
        assertThat(Outside.read(infected).succeeded()).isTrue();
        debian("OnAccessIncludePath " + folder + "/home", "OnAccessPrevention yes");
        assertThat(host.imports(conf).error())
                .as("the scanner is configured already")
                .contains("dev.nacre.scanner.clamd.unix.cfg", "--force");
        assertThat(host.etc().resolve("dev.nacre.watch-clamonacc.cfg")).doesNotExist();

        imports("--force");
        value(
                "the watch guards",
                SOON,
                () -> host.json("watches").toString(),
                watches -> watches.contains("clamonacc") && !watches.contains("\"guarded\":false"));
        until("opening is refused", SOON, () -> Outside.read(infected).refused());
    }

    @Test
    void a_clamd_over_tcp_judges_where_there_is_no_socket() throws Exception {
        Path infected = eicar("home/eicar.com");
        Files.write(
                conf,
                List.of(
                        "TCPSocket " + SharedClamd.get().port(),
                        "TCPAddr 127.0.0.1",
                        "OnAccessIncludePath " + folder + "/home",
                        "OnAccessPrevention yes",
                        "OnAccessDenyOnError yes"));
        imports("--remove");
        host.start();
        value(
                "clamd is up",
                SOON,
                () -> host.json("status").getAsJsonObject(),
                status -> status.get("scannerState").getAsString().equals("up"));
        assertThat(Outside.read(infected).refused()).isTrue();
        until("it is removed", SOON, () -> !Files.exists(infected));
        JsonObject status = host.json("status").getAsJsonObject();
        assertThat(status.get("scanner").getAsString()).isEqualTo("clamonacc");
        assertThat(status.get("health").getAsString()).as("%s", status).isEqualTo("healthy");
    }

    @Test
    void a_mount_is_guarded_with_prevention_and_exclusions() throws Exception {
        Path infected = eicar("eicar.com");
        Path deep = eicar("a/b/eicar.com");
        Path excluded = eicar("a/c/eicar.com");
        debian(
                "OnAccessMountPath " + folder,
                "OnAccessPrevention yes",
                "OnAccessExcludePath ^" + folder + "/a/c");
        imports();
        host.start();
        JsonObject watch = host.json("watches").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(watch.get("mark").getAsString()).isEqualTo("mount");
        assertThat(Outside.read(infected).refused()).isTrue();
        assertThat(Outside.read(deep).refused()).isTrue();
        assertThat(Outside.read(excluded).succeeded()).isTrue();
    }

    @Test
    void without_ddd_the_folders_below_are_not_guarded() throws Exception {
        Path infected = eicar("a/eicar.com");
        Path below = eicar("a/b/eicar.com");
        debian(
                "OnAccessIncludePath " + folder + "/a",
                "OnAccessPrevention yes",
                "OnAccessDisableDDD yes");
        imports();
        host.start();
        assertThat(Outside.read(infected).refused()).isTrue();
        assertThat(Outside.read(below).succeeded()).isTrue();
    }

    @Test
    void clamd_goes_on_to_run_its_virus_event() throws Exception {
        Path event = place.resolve("event");
        Path script = Files.writeString(place.resolve("alarm"), SCRIPT);
        String command = "VirusEvent EVENT=" + event + " /bin/sh " + script;
        Path infected = eicar("home/eicar.com");
        try (Clamd clamd =
                Clamd.in(
                        place.resolve("clamd"),
                        command,
                        "OnAccessIncludePath " + folder + "/home",
                        "OnAccessPrevention yes")) {
            clamd.start();
            conf = clamd.configuration();
            imports();
            host.start();
            assertThat(Outside.read(infected).refused()).isTrue();
            assertThat(event).hasContent(infected + " is Eicar-Signature");
        }
    }

    @Test
    void mistakes_are_named_by_line_and_nothing_is_written() throws Exception {
        Files.write(
                conf, List.of("LocalSocket /run/c", "OnAccessIncludePath", "OnAccessPrevention 7"));
        Outcome outcome = host.imports(conf);
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.error()).contains(conf + ":2: ", conf + ":3: ", "nothing was written");
        try (Stream<Path> files = Files.list(host.etc())) {
            assertThat(files).containsExactly(host.etc().resolve("logback.xml"));
        }
    }

    /** Asks ClamAV itself what there is. */
    @Test
    void each_option_that_clamconf_knows_of_on_access_is_carried_over_or_named() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/clamconf")), "needs clamconf");
        List<String> lines =
                Outside.must("clamconf", "-g", "clamd.conf")
                        .lines()
                        .filter(line -> OPTION.matcher(line).matches())
                        // It says 10000L of a number, which clamd itself would refuse.
                        .map(line -> line.substring(1).replaceAll("L$", ""))
                        .collect(Collectors.toCollection(ArrayList::new));
        Set<String> known = new TreeSet<>();
        lines.forEach(line -> known.add(line.split(" ")[0]));
        assertThat(known).hasSizeGreaterThan(13);
        lines.add("LocalSocket /run/clamav/clamd.ctl");
        Files.write(conf, lines);
        Outcome outcome = host.imports(conf, "--json");
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        JsonObject json = JsonParser.parseString(outcome.text()).getAsJsonObject();
        Set<String> named = new TreeSet<>();
        for (String key : List.of("carried", "left")) {
            for (JsonElement said : json.get(key).getAsJsonArray()) {
                named.add(said.getAsJsonObject().get("option").getAsString());
            }
        }
        assertThat(named).containsAll(known);
    }
}
