/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Parts of the host are replaced while files are opened and written by many: nobody waits longer
 * than the deadline, and nothing infected stays undetected.
 */
@ExtendWith(Worlds.Extension.class)
final class SwapIT {
    private static final Guard GUARD = Guard.KERNEL;

    /** Longer than a scanner that was stopped is waited for. */
    private static final Duration DEADLINE = Duration.ofSeconds(12);

    private static final long LONGEST_WAIT = DEADLINE.plusSeconds(1).toMillis();
    private static final Duration SOON = Duration.ofSeconds(60);

    /** How long files are opened at least; longer than what is replaced takes on a fast machine. */
    private static final Duration LENGTH = Duration.ofSeconds(20);

    /** What the Java machine starts at its own will, and what is under way. */
    private static final int SLACK = 12;

    /** A writer and a reader each. */
    private static final int EACH = 2;

    private final Worlds worlds;
    private final List<Actor> actors = new ArrayList<>();
    private World world;
    private Host host;

    SwapIT(Worlds worlds) {
        this.worlds = worlds;
    }

    @BeforeEach
    void begin() throws Exception {
        world = worlds.apart(GUARD, DEADLINE);
        host = world.host();
    }

    @AfterEach
    void end() {
        actors.forEach(Actor::close);
        world.close();
    }

    private Actor actor() throws Exception {
        Actor actor = world.actor(false);
        actors.add(actor);
        return actor;
    }

    private void does(String action, String bundle) throws Exception {
        String before = since();
        String said = host.run("bundles", "--json", action, bundle);
        if (!JsonParser.parseString(said).getAsJsonObject().get("done").getAsBoolean()) {
            // What answers here is replaced with it, and the engine too.
            Await.until(
                    bundle + ": " + action,
                    SOON,
                    () -> !since().isEmpty() && !since().equals(before));
        }
        Await.until("the host is well", SOON, this::isUp);
    }

    /** When the engine started; nothing where nobody is there to ask. */
    private String since() {
        try {
            return host.status().get("since").getAsString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private boolean isUp() {
        try {
            return host.status().get("scannerState").getAsString().equals("up")
                    && host.status().get("prevents").getAsBoolean()
                    && !host.run("watches", "--json").contains("\"guarded\": false");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Many do at once, for a while, what {@link CrowdIT} has each do alone. */
    private record Turns(Actor actor, Path file, CompletableFuture<String> answer) {}

    private Turns turns(Path file) throws Exception {
        Actor actor = actor();
        return new Turns(
                actor, file, actor.begin("turns", file, world.aside(file), LENGTH.toMillis()));
    }

    @Test
    void a_scanner_or_a_source_or_what_stands_beside_is_replaced_and_nobody_notices()
            throws Exception {
        long threads = host.threads();
        List<Struggle> struggles = new ArrayList<>();
        List<Turns> turns = new ArrayList<>();
        for (Medium medium : Medium.values()) {
            struggles.add(Struggle.begin(world, world.busyName(medium), EACH, LENGTH, actors));
            turns.add(turns(world.name(medium)));
        }
        does("update", "dev.nacre.scanner.clamd.unix");
        does("update", "dev.nacre.source.fanotify");
        does("restart", "dev.nacre.scanner.clamd.unix");
        does("restart", "dev.nacre.source.fanotify");
        does("update", "dev.nacre.scanner.clamd");
        does("update", "dev.nacre.source.inotify");
        does("update", "dev.nacre.scanner.signature");
        does("update", "dev.nacre.quarantine");
        does("update", "dev.nacre.notifier.log");
        for (Struggle struggle : struggles) {
            Struggle.Result result = struggle.end();
            assertThat(result.passed()).as("%s", result).isZero();
            assertThat(result.kept()).as("%s", result).isZero();
            assertThat(result.longest()).as("%s", result).isLessThan(LONGEST_WAIT);
            assertThat(result.judged()).as("%s", result).isPositive();
        }
        for (Turns turn : turns) {
            Counts counts = turn.actor().counts(turn.answer(), LENGTH);
            assertThat(counts.get("passed")).as("%s", counts).isZero();
            assertThat(counts.get("kept")).as("%s", counts).isZero();
            assertThat(counts.get("longest")).as("%s", counts).isLessThan(LONGEST_WAIT);
        }
        // clamd fails where a file is cut short while it looks: it says that memory is short.
        assertThat(host.status().getAsJsonObject("unscanned").keySet())
                .as("%s; %s", host.status(), host.errors())
                .isSubsetOf("scan-failed");
        actors.forEach(Actor::close);
        Await.value("threads", SOON, () -> host.threads(), now -> now <= threads + SLACK);
    }

    @Test
    void the_engine_and_what_all_stands_on_are_replaced_and_what_was_written_is_found()
            throws Exception {
        List<Turns> turns = new ArrayList<>();
        for (Medium medium : Medium.values()) {
            turns.add(turns(world.name(medium)));
            turns.add(turns(world.laxName(medium)));
        }
        does("restart", "dev.nacre.engine");
        does("update", "dev.nacre.engine");
        does("update", "dev.nacre.linux");
        does("update", "dev.nacre.api");
        for (Turns turn : turns) {
            Counts counts = turn.actor().counts(turn.answer(), LENGTH);
            assertThat(counts.get("longest")).as("%s", counts).isLessThan(LONGEST_WAIT);
            assertThat(counts.get("turns")).as("%s", counts).isGreaterThan(10);
        }
        for (Turns turn : turns) {
            areFound(turn.file());
        }
        try (Scene scene = new Scene(world, new Place(GUARD, Medium.TMPFS, Hands.USERS))) {
            scene.knownCleanFile();
            Path infected = world.name(Medium.TMPFS);
            scene.owner().does("load", world.infected());
            scene.owner().does("create", infected);
            scene.isRefused(infected);
        }
    }

    @Test
    void a_bundle_that_is_another_or_does_not_start_is_not_taken() throws Exception {
        String name = "dev.nacre.plugins";
        Path broken = jar(name, "no.such.part");
        assertThat(host.run("bundles", "update", name, broken.toString()))
                .contains("Unable to resolve", "no.such.part", "The one before is back");
        assertThat(host.run("bundles", "update", "dev.nacre.engine", broken.toString()))
                .contains("is dev.nacre.plugins, not dev.nacre.engine");
        assertThat(host.run("bundles", "update", name, world.clean().toString()))
                .contains("is no bundle, not " + name);
        assertThat(host.run("bundles").lines())
                .anyMatch(line -> line.contains(name) && line.endsWith("active"))
                .anyMatch(line -> line.contains("dev.nacre.engine") && line.endsWith("active"));
    }

    /** A bundle that needs what is not there. */
    private Path jar(String name, String needed) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "9");
        main.putValue("Import-Package", needed);
        Path jar = world.outsideName();
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    /** All that begin with this name and hold what is infected have been told of. */
    private void areFound(Path name) throws Exception {
        List<Path> infected = new ArrayList<>();
        try (var files = Files.newDirectoryStream(world.aside(name).getParent())) {
            for (Path file : files) {
                if (file.getFileName().toString().startsWith(name.getFileName() + ".")
                        && isInfected(file)) {
                    infected.add(name.resolveSibling(file.getFileName()));
                }
            }
        }
        assertThat(infected).isNotEmpty();
        Await.until(
                infected.size() + " are found",
                SOON,
                () -> {
                    String told = Files.readString(world.detections());
                    return infected.stream().allMatch(file -> told.contains("\"" + file + "\""));
                });
    }

    private boolean isInfected(Path file) throws IOException {
        return Files.mismatch(file, world.infected()) < 0;
    }
}
