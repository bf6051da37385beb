/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.FileIdentity;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Leaves whatever is opened to the kernel, and counts what this process does. */
final class LeavingSink implements EventSink {
    private final int self = (int) ProcessHandle.current().pid();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private volatile boolean leaving = true;
    private volatile boolean holding = true;
    private volatile boolean judging;
    private volatile FileIdentity clean;
    private volatile FileIdentity last;
    private volatile Consumer<FileEvent> onOpen = this::leave;

    void leaving(boolean next) {
        leaving = next;
    }

    void holding(boolean next) {
        holding = next;
    }

    /** From now on only this is clean, until it is written. */
    void judge(FileIdentity identity) {
        clean = identity;
        judging = true;
    }

    void onOpen(Consumer<FileEvent> action) {
        onOpen = action;
    }

    /** From now on files are left as at first. */
    void leavesAgain() {
        onOpen = this::leave;
    }

    /** How often this process opened a file and was seen. */
    long opened() {
        return opened.get();
    }

    /** What this process opened last. */
    FileIdentity last() {
        return last;
    }

    /** How often this process closed a file that it had open for writing. */
    long written() {
        return written.get();
    }

    /** How many files have been handed over. */
    long left() {
        return left.get();
    }

    Queue<String> losses() {
        return losses;
    }

    private boolean isClean(FileIdentity file) {
        return !judging || file.equals(clean);
    }

    private void leave(FileEvent event) {
        // Before the answer: the test goes on with it, and may say otherwise for what follows.
        boolean leave = leaving && isClean(event.identity());
        event.answer(true);
        if (leave) {
            event.leave();
            left.incrementAndGet();
        } else {
            event.close();
        }
    }

    @Override
    public boolean settles(
            AccessKind kind,
            boolean permission,
            int pid,
            int mode,
            long device,
            long inode,
            long size,
            long modified,
            long changed) {
        return false;
    }

    @Override
    public void accept(FileEvent event) {
        if (event.kind() == AccessKind.CLOSE_WRITE) {
            written.addAndGet(event.pid() == self ? 1 : 0);
            clean = null;
            event.close();
        } else {
            if (event.pid() == self) {
                last = event.identity();
                opened.incrementAndGet();
            }
            onOpen.accept(event);
        }
    }

    @Override
    public void written(long device, long inode) {
        clean = null;
    }

    @Override
    public boolean holds(FileIdentity file) {
        return holding && isClean(file);
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }
}
