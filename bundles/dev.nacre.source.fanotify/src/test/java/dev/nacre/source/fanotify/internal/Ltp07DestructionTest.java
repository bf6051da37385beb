/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As fanotify07 of the Linux Test Project: a group ends that owes answers. That idle and waiting
 * openers are let go: see {@link StopTest}.
 */
@NeedsFanotify
class Ltp07DestructionTest {
    private static final int OPENERS = 16;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private final RecordingSink other = new RecordingSink();

    private Watch watch(MarkMode mark) {
        return Sandbox.watch("w", sandbox.root(), ScanOn.OPEN_EXEC, true, mark);
    }

    /** Each opens its file again and again; half of the answers are owed. */
    private List<Process> openers() throws Exception {
        List<Process> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            String file = sandbox.file((i % 2 == 0 ? "held" : "free") + i).toString();
            String loop = "i=0; while [ $i -lt 200 ]; do read x < $1 || exit 1; i=$((i+1)); done";
            openers.add(sandbox.start("sh", "-c", loop, "sh", file));
        }
        return openers;
    }

    @Test
    void while_answers_are_owed_marks_change_and_at_the_end_all_go_on() throws Exception {
        FanotifySource source = sandbox.started(sink);
        FanotifySource beside = sandbox.started(other);
        source.guard(List.of(watch(MarkMode.MOUNT)));
        beside.guard(List.of(watch(MarkMode.FILESYSTEM)));
        Queue<FileEvent> owed = new ConcurrentLinkedQueue<>();
        sink.onAccept(
                event -> {
                    if (event.location().path().name().toString().startsWith("held")) {
                        owed.add(event);
                    } else {
                        RecordingSink.finish(event, true);
                    }
                });
        List<Process> openers = openers();
        Sandbox.await("half of them wait", () -> owed.size() == OPENERS / 2);
        for (int i = 0; i < 5; i++) {
            source.guard(List.of(watch(MarkMode.FILESYSTEM)));
            beside.guard(List.of());
            source.guard(List.of(watch(MarkMode.MOUNT), watch(MarkMode.FILESYSTEM)));
            beside.guard(List.of(watch(MarkMode.FILESYSTEM)));
        }
        assertThat(owed).as("nobody was let go by that").hasSize(OPENERS / 2);
        source.stop();
        for (Process opener : openers) {
            assertThat(Sandbox.end(opener)).isEqualTo(new Sandbox.Result(0, ""));
        }
        owed.forEach(FileEvent::close);
        other.onAccept(RecordingSink.DENY);
        assertThat(sandbox.shell("cat $1/held0").exit()).as("the other guards on").isNotZero();
        assertThat(other.losses()).isEmpty();
    }
}
