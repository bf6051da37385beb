/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Settles what this process does, records the rest, and does with events what a test wants. */
final class RecordingSink implements EventSink {
    record Seen(AccessKind kind, boolean permission, int pid, long size, Location location) {
        String name() {
            return location.path().name().toString();
        }
    }

    static final Consumer<FileEvent> ALLOW = event -> finish(event, true);
    static final Consumer<FileEvent> DENY = event -> finish(event, false);

    private final int self = (int) ProcessHandle.current().pid();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private final Queue<Long> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Location> arrived = new ConcurrentLinkedQueue<>();
    private volatile Consumer<FileEvent> accept = ALLOW;
    private volatile Runnable settle = () -> {};
    private volatile BooleanSupplier settled = () -> false;
    private volatile Runnable written = () -> {};
    private volatile boolean settles = true;

    static void finish(FileEvent event, boolean allow) {
        event.answer(allow);
        event.close();
    }

    /** What a file holds, up to 100 bytes. */
    static String content(FileEvent event) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(100);
        event.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    }

    void onAccept(Consumer<FileEvent> action) {
        accept = action;
    }

    /** For accesses by others. */
    void onSettle(Runnable action) {
        settle = action;
    }

    /** Not even what this process does. */
    void settleNothing() {
        settles = false;
    }

    /** Whether accesses by others are settled; asked after the action. */
    void settleIf(BooleanSupplier condition) {
        settled = condition;
    }

    void onWritten(Runnable action) {
        written = action;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    List<Seen> seen(String name) {
        return seen().stream().filter(one -> one.name().equals(name)).toList();
    }

    void forget() {
        seen.clear();
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    /** The inodes that were written, in order. */
    List<Long> writes() {
        return List.copyOf(writes);
    }

    @Override
    public void written(long device, long inode) {
        written.run();
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
        if (pid == self) {
            return settles;
        }
        settle.run();
        return settled.getAsBoolean();
    }

    @Override
    public void accept(FileEvent event) {
        seen.add(
                new Seen(
                        event.kind(),
                        event.permission(),
                        event.pid(),
                        event.size(),
                        event.location()));
        accept.accept(event);
    }

    /** What an action leaves to the kernel may stay there. */
    @Override
    public boolean holds(FileIdentity file) {
        return true;
    }

    @Override
    public void folderArrived(Location folder, Location from) {
        arrived.add(folder);
    }

    /** The folders that files may have come to unseen. */
    List<Location> arrived() {
        return List.copyOf(arrived);
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }
}
