/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.BytePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Settles what is empty or no regular file, and reads the rest, as a scanner does. */
final class RecordingSink implements EventSink {
    /**
     * @param text the content; {@code null} where it may not be read
     */
    record Seen(AccessKind kind, BytePath path, String text) {}

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private final Queue<Long> writes = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private final Queue<Integer> modes = new ConcurrentLinkedQueue<>();

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<Seen> seen(BytePath path) {
        return seen().stream().filter(one -> one.path().equals(path)).toList();
    }

    boolean has(BytePath path) {
        return !seen(path).isEmpty();
    }

    boolean has(BytePath path, String text) {
        return seen(path).stream().anyMatch(one -> text.equals(one.text()));
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    List<Long> writes() {
        return List.copyOf(writes);
    }

    /** The types of what was settled as no regular file. */
    List<Integer> modes() {
        return List.copyOf(modes);
    }

    /** Keeps whoever hands over an event until {@link #release}. */
    void hold() {
        hold = new CountDownLatch(1);
    }

    void release() {
        hold.countDown();
    }

    void forget() {
        seen.clear();
        losses.clear();
    }

    @Override
    public void written(long device, long inode) {
        writes.add(inode);
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
        if ((mode & TYPE) != REGULAR) {
            modes.add(mode & TYPE);
            return true;
        }
        return size == 0;
    }

    @Override
    public void accept(FileEvent event) {
        try (event) {
            hold.await();
            seen.add(new Seen(event.kind(), event.location().path(), text(event)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(FileEvent event) {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        try {
            event.read(bytes, 0);
        } catch (java.io.IOException e) {
            return null;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }
}
