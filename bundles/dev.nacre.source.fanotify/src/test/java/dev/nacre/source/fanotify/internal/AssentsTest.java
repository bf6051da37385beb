/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_FD;
import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.linux.Descriptors;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@NeedsFanotify
class AssentsTest {
    /** That of no event: it would take more descriptors than there can be. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final RecordingSink sink = new RecordingSink();
    private final Assents assents = new Assents();

    private static int[] events(Group group, int count) {
        NativeBuffer buffer = new NativeBuffer(1024);
        int[] files = new int[count];
        for (int i = 0; i < count; ) {
            int length = group.read(buffer);
            for (int at = 0; at < length; at += buffer.bytes().getInt(at + EVENT_LEN)) {
                files[i++] = buffer.bytes().getInt(at + EVENT_FD);
            }
        }
        return files;
    }

    private static List<CompletableFuture<Integer>> openers(MemoryFile file, int count) {
        List<CompletableFuture<Integer>> openers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Integer> opened = new CompletableFuture<>();
            Thread opener = new Thread(() -> opened.completeAsync(() -> open(file), Runnable::run));
            opener.setDaemon(true);
            opener.start();
            openers.add(opened);
        }
        return openers;
    }

    private static int open(MemoryFile file) {
        try {
            return file.open(Fcntl.O_RDONLY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void those_after_one_that_the_kernel_refuses_are_given_too() throws Exception {
        try (Group group = Group.open(Features.probe());
                MemoryFile file = new MemoryFile()) {
            file.mark(group, FAN_MARK_ADD, FAN_OPEN_PERM);
            List<CompletableFuture<Integer>> openers = openers(file, 4);
            int[] files = events(group, 4);
            assents.add(UNKNOWN);
            assents.add(files[0]);
            assents.add(files[1]);
            assents.add(UNKNOWN);
            assents.add(UNKNOWN);
            assents.add(files[2]);
            assents.add(files[3]);
            new Answers(group, sink, new Faults()).give(assents);
            for (CompletableFuture<Integer> opener : openers) {
                Descriptors.close(opener.get(20, TimeUnit.SECONDS));
            }
            for (int one : files) {
                Descriptors.close(one);
            }
        }
        assertThat(sink.losses())
                .containsExactly(
                        Losses.REFUSED_ANSWER, Losses.REFUSED_ANSWER, Losses.REFUSED_ANSWER);
        assertThat(assents.count()).isZero();
    }

    @Test
    void what_the_kernel_has_allowed_as_the_group_ended_is_no_loss() throws Exception {
        Group group = Group.open(Features.probe());
        group.close();
        assents.add(UNKNOWN);
        new Answers(group, sink, new Faults()).give(assents);
        assertThat(sink.losses()).isEmpty();
        assertThat(assents.count()).isZero();
    }
}
