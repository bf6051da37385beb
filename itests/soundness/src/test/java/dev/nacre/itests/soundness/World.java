/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A host that guards file systems of its own, its scanner, and the contents that this takes for
 * clean or infected.
 */
final class World implements AutoCloseable {
    private static final int LENGTH = 4096;

    /** Long enough that a scan takes a while. */
    private static final int MUCH = 24 << 20;

    private final Guard guard;
    private final Path folder;
    private final Map<Medium, Path> roots = new EnumMap<>(Medium.class);
    private final AtomicInteger names = new AtomicInteger();
    private final Thread emergency = new Thread(this::clear);
    private final Path program;
    private Signatures signatures;
    private Host host;

    /**
     * @param program the {@link Actor}'s
     * @param deadline of the watches
     * @param means by which configurations are going to be changed
     */
    World(Guard guard, Path program, Duration deadline, Means means) throws Exception {
        this.guard = guard;
        this.program = program;
        folder = Files.createTempDirectory("nacre-soundness").toRealPath();
        Runtime.getRuntime().addShutdownHook(emergency);
        try {
            // Users load contents from it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            // The same program under another name, which a filter trusts.
            Files.copy(program, trustedProgram());
            Files.writeString(clean(), "c".repeat(LENGTH));
            Files.writeString(infected(), "i".repeat(LENGTH));
            Files.writeString(muchClean(), "c".repeat(MUCH));
            Files.writeString(muchInfected(), "i" + "c".repeat(MUCH - 1));
            signatures = guard.signatures(folder.resolve("signatures"));
            signatures.add(infected());
            signatures.add(muchInfected());
            Files.createDirectory(etc());
            configure(signatures.pid(), signatures.configuration());
            configure(
                    "dev.nacre.filter.process-trusted",
                    "executables = [\"" + trustedProgram() + "\"]\n");
            configure("dev.nacre.notifier.log", "file = \"" + detections() + "\"\n");
            int watches = 0;
            for (Medium medium : Medium.values()) {
                watches += guard(medium, deadline);
            }
            host = Host.start(means.prepare(folder), means.options(), folder, watches);
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private int guard(Medium medium, Duration deadline) throws IOException, InterruptedException {
        Path root = medium.mountBelow(folder);
        roots.put(medium, root);
        Path busy = Files.createDirectory(root.resolve("busy"));
        Path lax = Files.createDirectory(root.resolve("lax"));
        for (Path any : new Path[] {root, busy, lax}) {
            Files.setPosixFilePermissions(any, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        // An open that cannot be judged is refused: so nothing passes that was not looked at.
        String name = medium.name().toLowerCase(Locale.ROOT);
        watch(name, root, "deny", "1h", deadline);
        watch(name + "busy", busy, "deny", "0s", deadline);
        watch(name + "lax", lax, "allow", "1h", deadline);
        return 3;
    }

    private void watch(
            String name, Path path, String onError, String quietPeriod, Duration deadline)
            throws IOException {
        configure(
                "dev.nacre.watch-" + name,
                """
                paths = ["%s"]
                scanOn = "open-exec"
                prevention = "true"
                mark = "mount"
                onError = "%s"
                deadline = "%dms"
                quietPeriod = "%s"
                action = "report"
                cache = "%s"
                scanner.target = "(nacre.scanner.name=%s)"
                """
                        .formatted(
                                path,
                                onError,
                                deadline.toMillis(),
                                quietPeriod,
                                guard.cache(),
                                guard.scanner()));
    }

    private void configure(String pid, String lines) throws IOException {
        Files.writeString(etc().resolve(pid + ".cfg"), lines, StandardCharsets.UTF_8);
    }

    /** Has a content taken for infected; returns when the host knows that signatures are new. */
    void makeInfected(Path content) throws Exception {
        String epoch = epoch();
        signatures.add(content);
        while (epoch().equals(epoch)) {
            Thread.onSpinWait();
        }
    }

    private String epoch() throws IOException {
        return host.status().get("epoch").getAsString();
    }

    Guard guard() {
        return guard;
    }

    Host host() {
        return host;
    }

    Signatures signatures() {
        return signatures;
    }

    Actor actor(boolean root) throws IOException {
        return root ? Actor.root(host, program) : Actor.user(host, program);
    }

    /** One that the host trusts. */
    Actor trustedActor(boolean root) throws IOException {
        return root ? Actor.root(host, trustedProgram()) : Actor.user(host, trustedProgram());
    }

    /** A new folder in one that is guarded, made where nobody sees it. */
    Path newFolder(Path parent) throws IOException {
        Path made = next(parent);
        Files.createDirectory(aside(made));
        return made;
    }

    /** The folder of {@link #name}. */
    Path root(Medium medium) {
        return roots.get(medium);
    }

    /** The folder of {@link #busyName}. */
    Path busyRoot(Medium medium) {
        return roots.get(medium).resolve("busy");
    }

    /** A new name, guarded; writes are not looked at by themselves. */
    Path name(Medium medium) {
        return next(roots.get(medium));
    }

    /** A new name, guarded; each write is looked at at once. */
    Path busyName(Medium medium) {
        return next(roots.get(medium).resolve("busy"));
    }

    /** A new name, guarded; what cannot be judged may be opened. */
    Path laxName(Medium medium) {
        return next(roots.get(medium).resolve("lax"));
    }

    /**
     * Another path to a file of a guarded name, by which nobody sees what is done to it: a file
     * that was written a moment ago is not left to the kernel.
     */
    Path aside(Path file) {
        return Arrays.stream(Medium.values())
                .filter(medium -> file.startsWith(roots.get(medium)))
                .map(
                        medium ->
                                medium.asideBelow(folder)
                                        .resolve(roots.get(medium).relativize(file)))
                .findFirst()
                .orElseThrow();
    }

    /** A new name that is not guarded. */
    Path outsideName() {
        return next(folder);
    }

    private Path next(Path parent) {
        return parent.resolve("file" + names.incrementAndGet());
    }

    /** A content, not guarded: what actors load. */
    Path clean() {
        return folder.resolve("clean");
    }

    /** A content of the same length that the scanner takes for infected. */
    Path infected() {
        return folder.resolve("infected");
    }

    /** A long clean content. */
    Path muchClean() {
        return folder.resolve("much-clean");
    }

    /** The same but for its first byte, and infected. */
    Path muchInfected() {
        return folder.resolve("much-infected");
    }

    /** Where each detection is written down. */
    Path detections() {
        return folder.resolve("detections.jsonl");
    }

    /** Where the host is configured. */
    Path etc() {
        return etc(folder);
    }

    /** The same, of a world that has this folder. */
    static Path etc(Path folder) {
        return folder.resolve("etc");
    }

    private Path trustedProgram() {
        return folder.resolve("trusted-actor");
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(emergency);
        clear();
    }

    private void clear() {
        try {
            if (host != null) {
                host.close();
            }
            if (signatures != null) {
                signatures.close();
            }
            for (Medium medium : Medium.values()) {
                medium.unmountBelow(folder);
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
