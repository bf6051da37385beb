/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.source.inotify.internal.Sandbox.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens where there is too much of something. */
@Timeout(180)
class LimitsTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    @AfterEach
    void let_go() {
        sink.release();
    }

    @Test
    void where_the_kernel_drops_events_that_is_told_and_no_folder_stays_unwatched()
            throws Exception {
        InotifySource source = sandbox.guarding(sink, ScanOn.WRITE);
        sandbox.shell("echo first >first");
        await("events are taken", () -> sink.has(sandbox.bytes("first"), "first\n"));
        sink.hold();
        sandbox.shell("echo held >held");
        sandbox.shell(
                "i=0; while [ $i -lt 40000 ]; do : >f; : >g; i=$((i+1)); done; mkdir -p unseen/deep;"
                        + " echo there >unseen/deep/f");
        sink.release();
        await("the loss is told", () -> sink.losses().contains("queue-overflow"));
        await(
                "what came meanwhile is found",
                () -> {
                    source.guard(List.of(sandbox.watch(ScanOn.WRITE)));
                    return sink.has(sandbox.bytes("unseen/deep/f"), "there\n");
                });
        sandbox.write("unseen/deep/g", "later");
        await("and watched", () -> sink.has(sandbox.bytes("unseen/deep/g"), "later"));
    }

    @Test
    void beyond_its_room_it_says_so_and_that_the_rest_is_to_be_looked_for() throws Exception {
        sandbox.shell("mkdir -p a/1 a/2 a/3 b/1 b/2 b/3");
        InotifySource source = sandbox.started(sink, 4);
        Watch watch = sandbox.watch(ScanOn.WRITE);
        Sandbox.guard(source, watch);
        assertThat(source.status().partial()).isTrue();
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .anyMatch(
                        message ->
                                message.startsWith("There is no memory for more folders; 4 folders")
                                        && message.contains("Raise -Xmx"));
        assertThat(Sandbox.watches()).isEqualTo(4);
        sandbox.write("f", "top");
        await("the rest is guarded", () -> sink.has(sandbox.bytes("f"), "top"));
    }

    @Test
    void what_is_told_before_the_end_is_dealt_with() throws Exception {
        for (int i = 0; i < 20; i++) {
            InotifySource source = sandbox.guarding(sink, ScanOn.WRITE);
            sandbox.shell("mkdir -p d" + i + "/e; echo " + i + " >d" + i + "/e/f");
            source.stop();
            assertThat(sink.has(sandbox.bytes("d" + i + "/e/f"), i + "\n")).isTrue();
        }
        assertThat(Sandbox.watches()).isZero();
    }

    @Test
    void while_nothing_happens_nothing_is_done() throws Exception {
        sandbox.folder("a/b/c");
        sandbox.guarding(sink, ScanOn.ACCESS_EXEC);
        Thread thread =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(one -> one.getName().equals("nacre-inotify"))
                        .findAny()
                        .orElseThrow();
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        Thread.sleep(200);
        long before = threads.getThreadCpuTime(thread.getId());
        Thread.sleep(1000);
        assertThat(threads.getThreadCpuTime(thread.getId()) - before).isLessThan(50_000_000);
    }
}
