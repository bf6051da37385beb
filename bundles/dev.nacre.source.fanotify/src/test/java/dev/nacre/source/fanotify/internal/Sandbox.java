/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A file system of the test's own, the only one that is marked: a mistake harms no other process.
 * Ends the sources, processes and mounts that a test has made.
 */
final class Sandbox implements BeforeEachCallback, AfterEachCallback {
    /** What a command has left. */
    record Result(int exit, String output) {}

    private final List<Process> processes = new ArrayList<>();
    private final List<FanotifySource> sources = new ArrayList<>();
    private final Path parent;
    private LeaseLimits limits = LeaseLimits.ofThisProcess();
    private Path root;

    Sandbox() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param parent a folder that exists
     */
    Sandbox(Path parent) {
        this.parent = parent;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        root = Files.createTempDirectory(parent, "nacre-sandbox");
        mountTmpfs(root);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        sources.forEach(FanotifySource::stop);
        processes.forEach(Process::destroyForcibly);
        run("umount", "--recursive", "--lazy", root.toString());
        Files.delete(root);
    }

    /** Makes the sandbox an ext4, a file system that times each change. */
    void becomeExt4() throws Exception {
        become("64M", "mkfs.ext4", "-q", "-N", "6000");
    }

    /**
     * Makes the sandbox another file system, by a command that takes the image's name at its end.
     */
    void become(String size, String... makeFileSystem) throws Exception {
        Path image = Files.createTempFile("nacre-sandbox", ".image");
        try {
            succeed("truncate", "-s", size, image.toString());
            List<String> command = new ArrayList<>(List.of(makeFileSystem));
            command.add(image.toString());
            // Some say more than whether it worked.
            assertThat(run(command.toArray(new String[0])).exit()).isZero();
            succeed("umount", root.toString());
            succeed("mount", "-o", "loop", image.toString(), root.toString());
        } finally {
            Files.delete(image);
        }
    }

    private void succeed(String... command) throws Exception {
        assertThat(run(command)).isEqualTo(new Result(0, ""));
    }

    void mountTmpfs(Path point) throws Exception {
        assertThat(run("mount", "-t", "tmpfs", "nacre-test", point.toString()))
                .isEqualTo(new Result(0, ""));
    }

    Path path(String name) {
        return root.resolve(name);
    }

    BytePath bytes(String name) {
        return BytePath.of(path(name).toString());
    }

    BytePath root() {
        return BytePath.of(root.toString());
    }

    Path file(String name) throws IOException {
        return Files.writeString(path(name), "pearl\n");
    }

    Path folder(String name) throws IOException {
        return Files.createDirectory(path(name));
    }

    /** Sees to it that the source is stopped, come what may. */
    FanotifySource source(Features.Probe probe) {
        FanotifySource source = new FanotifySource(probe, limits);
        sources.add(source);
        return source;
    }

    /** For the sources that follow. */
    void limit(LeaseLimits next) {
        limits = next;
    }

    FanotifySource started(RecordingSink sink) throws IOException {
        FanotifySource source = source(Features::probe);
        source.start(sink);
        return source;
    }

    Watch watch(ScanOn scanOn, boolean prevention) {
        return watch("w", root(), scanOn, prevention, MarkMode.AUTO);
    }

    /** One that prevents. */
    Watch watch(ScanOn scanOn, CacheMode cache) {
        return watch("w", root(), scanOn, true, MarkMode.AUTO, cache, false);
    }

    static Watch watch(
            String name, BytePath path, ScanOn scanOn, boolean prevention, MarkMode mark) {
        return watch(name, path, scanOn, prevention, mark, CacheMode.NONE, false);
    }

    static Watch watch(
            String name,
            BytePath path,
            ScanOn scanOn,
            boolean prevention,
            MarkMode mark,
            CacheMode cache,
            boolean arrivals) {
        return new Watch(
                name,
                List.of(path),
                scanOn,
                prevention,
                mark,
                Fallback.ALLOW,
                Duration.ofSeconds(10),
                1 << 20,
                Fallback.ALLOW,
                Duration.ZERO,
                Action.REPORT,
                cache,
                "",
                "",
                true,
                arrivals,
                true);
    }

    /** Starts another process in the sandbox. */
    Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = builder.directory(new java.io.File("/")).start();
        processes.add(process);
        return process;
    }

    static Result end(Process process) throws Exception {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return new Result(process.exitValue(), new String(process.getInputStream().readAllBytes()));
    }

    Result run(String... command) throws Exception {
        return end(start(command));
    }

    /** As {@link #start}, a shell script with the sandbox as {@code $1}. */
    Process startShell(String script) throws IOException {
        return start("sh", "-c", script, "sh", root.toString());
    }

    /** The handle of a file. */
    FileHandle handle(String name) throws IOException {
        try (HeldName held = HeldName.take(Fcntl.AT_FDCWD, bytes(name), bytes(name))) {
            return held.handle();
        }
    }

    /** A shell script with the sandbox as {@code $1}. */
    Result shell(String script) throws Exception {
        return end(startShell(script));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** How many descriptors are open on what a source opens: files of the sandbox and its own. */
    static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(Sandbox::sources).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many descriptors are open on what has this in its name. */
    static long open(String name) {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> isOn(descriptor, name)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean sources(Path descriptor) {
        return Stream.of(
                        "nacre-sandbox",
                        "memfd:nacre",
                        "[fanotify]",
                        "[eventfd]",
                        "[signalfd]",
                        "mountinfo")
                .anyMatch(name -> isOn(descriptor, name));
    }

    private static boolean isOn(Path descriptor, String name) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(name);
        } catch (IOException e) {
            return false;
        }
    }
}
