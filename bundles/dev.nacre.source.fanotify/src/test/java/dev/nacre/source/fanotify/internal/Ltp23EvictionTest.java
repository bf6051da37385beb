/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.ScanOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As fanotify23 of the Linux Test Project: the marks of files that were left to the kernel give way
 * when it wants its memory back, and with them nothing is forgotten.
 */
@NeedsFanotify
class Ltp23EvictionTest {
    private static final int FILES = 500;
    private static final int KEPT = 20;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final LeavingSink sink = new LeavingSink();

    private long opened(Path path) {
        long before = sink.opened();
        try {
            Files.newInputStream(path).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.opened() - before;
    }

    @Test
    void marks_of_files_that_are_no_longer_left_give_way_and_those_files_are_reported()
            throws Exception {
        sandbox.becomeExt4();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            // Empty: an inode with pages in memory would stay for their sake.
            files.add(Files.createFile(sandbox.path("f" + i)));
        }
        assertThat(sandbox.shell("sync --file-system $1").exit()).isZero();
        sandbox.limit(new LeaseLimits(KEPT, 10_000, MINUTE, 0, MINUTE));
        FanotifySource source = sandbox.source(Features::probe);
        source.start(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        for (Path file : files) {
            Sandbox.await(file + " is left", () -> opened(file) == 0);
        }
        assertThat(marks()).as("marks of all that were left").isGreaterThan(FILES / 2);

        sink.leaving(false);
        Sandbox.await("the marks give way", () -> marksAfterShrinking() < FILES / 10);
        for (Path file : files.subList(0, FILES - KEPT)) {
            assertThat(opened(file)).as("%s, whose lease has ended", file).isOne();
        }
        assertThat(opened(files.get(FILES - 1))).as("a lease keeps its file").isZero();
    }

    private static long marksAfterShrinking() {
        try {
            Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return marks();
    }

    /** The marks on files that the groups of this process have (proc_pid_fdinfo(5)). */
    private static long marks() {
        try (Stream<Path> infos = Files.list(Path.of("/proc/self/fdinfo"))) {
            return infos.mapToLong(Ltp23EvictionTest::marks).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long marks(Path info) {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("fanotify ino:")).count();
        } catch (IOException | UncheckedIOException e) {
            // A descriptor that was closed meanwhile.
            return 0;
        }
    }
}
