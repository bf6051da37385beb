/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.libc.Fanotify;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class ReaderTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    private Posts posts(Group group, Features features, Mounts mounts) throws Exception {
        return new Posts(group, features, mounts, sink, LeaseLimits.ofThisProcess(), new Faults());
    }

    @Test
    void a_queue_that_overflows_is_told() throws Exception {
        Features features = Features.probe();
        Group bounded = Group.open(Fanotify.FAN_CLOEXEC | Fanotify.FAN_CLASS_CONTENT);
        Mounts mounts = new Mounts();
        try (Posts posts = posts(bounded, features, mounts)) {
            Watch writes = sandbox.watch(ScanOn.WRITE, true);
            new Guarding(features, posts).guard(List.of(writes), mounts.table(), ByName.NONE);
            for (int i = 0; i < Ltp05OverflowTest.queueLimit() + 10; i++) {
                Files.createFile(sandbox.path("f" + i));
            }
            posts.start();
            Sandbox.await("the overflow is told", () -> !sink.losses().isEmpty());
        }
        assertThat(sink.losses()).containsExactly("queue-overflow");
    }

    @Test
    void each_kind_of_a_merged_event_is_reported_the_one_that_matters_most_first()
            throws Exception {
        Features features = Features.probe();
        Group group = Group.open(features);
        Mounts mounts = new Mounts();
        try (Posts posts = posts(group, features, mounts)) {
            Watch writes = sandbox.watch(ScanOn.WRITE, false);
            Watch changes = sandbox.watch(ScanOn.MODIFY, false);
            List<Watch> both = List.of(changes, writes);
            new Guarding(features, posts).guard(both, mounts.table(), ByName.NONE);
            long before = Sandbox.descriptors();
            sandbox.shell("echo x > $1/f");
            posts.start();
            Sandbox.await("both are reported", () -> sink.seen("f").size() == 2);
            assertThat(sink.seen("f"))
                    .extracting(RecordingSink.Seen::kind)
                    .containsExactly(AccessKind.CLOSE_WRITE, AccessKind.MODIFY);
            assertThat(sink.writes()).hasSize(1);
            Sandbox.await("all is closed", () -> Sandbox.descriptors() == before);
        }
    }
}
