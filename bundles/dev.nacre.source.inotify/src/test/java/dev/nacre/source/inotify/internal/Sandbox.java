/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
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

/** A folder of the test's own. Ends the sources and mounts that a test has made. */
final class Sandbox implements BeforeEachCallback, AfterEachCallback {
    private final List<InotifySource> sources = new ArrayList<>();
    private final List<Path> mounts = new ArrayList<>();
    private Path root;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        root = Files.createTempDirectory("nacre-sandbox").toRealPath();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        sources.forEach(InotifySource::stop);
        for (Path mount : List.copyOf(mounts)) {
            unmount(mount);
        }
        run("rm", "-rf", "--one-file-system", root.toString());
    }

    /** A file system of its own, with room for many folders. */
    void mountTmpfs(Path point) throws Exception {
        run("mount", "-t", "tmpfs", "nacre-test", point.toString());
        mounts.add(0, point);
    }

    void unmount(Path point) throws Exception {
        run("umount", point.toString());
        mounts.remove(point);
    }

    Path path(String name) {
        return name.isEmpty() ? root : root.resolve(name);
    }

    BytePath bytes(String name) {
        return BytePath.of(path(name).toString());
    }

    BytePath root() {
        return bytes("");
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(path(name));
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(path(name), text);
    }

    InotifySource started(RecordingSink sink) throws IOException {
        return started(sink, Folders.room());
    }

    InotifySource started(RecordingSink sink, long room) throws IOException {
        InotifySource source = new InotifySource(room);
        sources.add(source);
        source.start(sink);
        return source;
    }

    /** Starts a source that guards the root, and waits until it does. */
    InotifySource guarding(RecordingSink sink, ScanOn scanOn) throws Exception {
        InotifySource source = started(sink);
        guard(source, watch(scanOn));
        return source;
    }

    static void guard(InotifySource source, Watch... watches) throws Exception {
        List<Watch> all = List.of(watches);
        await(
                "all is guarded",
                () -> {
                    source.guard(all);
                    return all.stream()
                            .allMatch(
                                    watch ->
                                            !source.status()
                                                    .guarded()
                                                    .getOrDefault(watch.name(), List.of())
                                                    .isEmpty());
                });
    }

    Watch watch(ScanOn scanOn) {
        return watch("w", root(), scanOn);
    }

    static Watch watch(String name, BytePath path, ScanOn scanOn) {
        return new Watch(
                name,
                List.of(path),
                scanOn,
                true,
                MarkMode.AUTO,
                Fallback.ALLOW,
                Duration.ofSeconds(10),
                1 << 20,
                Fallback.ALLOW,
                Duration.ZERO,
                Action.REPORT,
                CacheMode.NONE,
                "",
                "");
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the process ends").isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
    }

    /** A shell script in the sandbox. */
    void shell(String script) throws Exception {
        run("sh", "-ec", "cd \"$0\"\n" + script, root.toString());
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** How many folders the kernel watches for this process: proc_pid_fdinfo(5). */
    static long watches() {
        long count = 0;
        for (Path descriptor : list("/proc/self/fdinfo")) {
            try (Stream<String> lines = Files.lines(descriptor)) {
                count += lines.filter(line -> line.startsWith("inotify wd:")).count();
            } catch (IOException | java.io.UncheckedIOException e) {
                continue;
            }
        }
        return count;
    }

    private static List<Path> list(String folder) {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
