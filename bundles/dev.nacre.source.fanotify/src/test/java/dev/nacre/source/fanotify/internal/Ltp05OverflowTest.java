/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.ScanOn;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As fanotify05 of the Linux Test Project: more events than the kernel's queue holds by default.
 * That the loss is told where the queue is bounded: see {@link ReaderTest}.
 */
@NeedsFanotify
class Ltp05OverflowTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    @Test
    void however_many_writes_wait_for_the_readers_none_is_dropped() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        sink.onAccept(
                event -> {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        event.close();
                    }
                });
        sandbox.started(sink).guard(List.of(sandbox.watch(ScanOn.WRITE, true)));
        int files = queueLimit() + 1000;
        String write = "i=0; while [ $i -lt %d ]; do : > $1/f$i; i=$((i + 1)); done";
        assertThat(sandbox.shell(write.formatted(files)).exit()).isZero();
        held.countDown();
        Sandbox.await("all are reported", () -> sink.seen().size() >= files);
        Set<String> names = new HashSet<>();
        sink.seen().forEach(seen -> names.add(seen.name()));
        assertThat(names).hasSize(files);
        assertThat(sink.losses()).isEmpty();
    }

    /** A sysctl is given whole to the first read only, so that must be a long one. */
    static int queueLimit() throws IOException {
        try (InputStream limit = new FileInputStream("/proc/sys/fs/fanotify/max_queued_events")) {
            return Integer.parseInt(new String(limit.readNBytes(20)).strip());
        }
    }
}
