/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As fanotify06 and fanotify10 of the Linux Test Project: what one group has ignored is ignored for
 * that group, for that file, and for no other; whatever kind of mark either has.
 */
@NeedsFanotify
class Ltp06IgnoreTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final LeavingSink leaving = new LeavingSink();
    private final RecordingSink other = new RecordingSink();
    private Path hot;

    private void guard(MarkMode leavingMark, MarkMode otherMark) throws Exception {
        hot = sandbox.file("hot");
        sandbox.file("cold");
        sandbox.limit(new LeaseLimits(100, 10_000, MINUTE, 0, MINUTE));
        FanotifySource first = sandbox.source(Features::probe);
        first.start(leaving);
        first.guard(List.of(watch(leavingMark)));
        sandbox.started(other).guard(List.of(watch(otherMark)));
        Sandbox.await("it is left to the kernel", () -> opened(hot) == 0);
    }

    private Watch watch(MarkMode mark) {
        return Sandbox.watch("w", sandbox.root(), ScanOn.OPEN_EXEC, true, mark);
    }

    /** How many events an opening is to the host that leaves files to the kernel. */
    private long opened(Path path) {
        long before = leaving.opened();
        try {
            Files.newInputStream(path).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return leaving.opened() - before;
    }

    @ParameterizedTest
    @CsvSource({
        "MOUNT, MOUNT",
        "MOUNT, FILESYSTEM",
        "FILESYSTEM, MOUNT",
        "FILESYSTEM, FILESYSTEM",
    })
    void what_one_host_leaves_to_the_kernel_the_other_still_sees_and_refuses(
            MarkMode leavingMark, MarkMode otherMark) throws Exception {
        guard(leavingMark, otherMark);
        other.forget();
        for (int i = 0; i < 3; i++) {
            assertThat(sandbox.shell("cat $1/hot").output()).isEqualTo("pearl\n");
        }
        assertThat(other.seen("hot")).hasSize(3);
        other.onAccept(RecordingSink.DENY);
        assertThat(sandbox.shell("cat $1/hot").exit()).isNotZero();
        assertThat(opened(hot)).as("left all the while").isZero();
    }

    @ParameterizedTest
    @CsvSource({"MOUNT, FILESYSTEM", "FILESYSTEM, MOUNT"})
    void what_is_left_is_one_file_until_that_is_written(MarkMode leavingMark, MarkMode otherMark)
            throws Exception {
        guard(leavingMark, otherMark);
        leaving.leaving(false);
        Path alias = Files.createLink(sandbox.path("alias"), hot);
        assertThat(opened(alias)).as("another name of the same file").isZero();
        assertThat(opened(sandbox.path("cold"))).as("its neighbour").isOne();
        leaving.holding(false);
        other.forget();
        assertThat(sandbox.shell("echo pearl > $1/hot").exit()).isZero();
        assertThat(opened(hot)).isOne();
        assertThat(opened(alias)).isOne();
        Sandbox.await(
                "the other has seen the writing",
                () -> other.seen("hot").stream().anyMatch(seen -> !seen.permission()));
    }
}
