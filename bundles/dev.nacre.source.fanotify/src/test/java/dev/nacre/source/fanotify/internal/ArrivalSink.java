/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.LateEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records what arrives, and settles all else. */
final class ArrivalSink implements EventSink {
    /**
     * A file or folder that has arrived.
     *
     * @param from {@code null} where that is not known
     * @param content of a file; {@code null} where it was not handed over
     */
    record Arrived(String path, String from, String content) {}

    private final Queue<Arrived> files = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> folders = new ConcurrentLinkedQueue<>();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private volatile boolean wants = true;
    private volatile Step onFolder = () -> {};

    /** What a test has the source wait for, once. */
    interface Step {
        void run() throws Exception;
    }

    void onFolder(Step action) {
        onFolder = action;
    }

    void wantNothing() {
        wants = false;
    }

    /** Those that were handed over. */
    List<Arrived> files() {
        return List.copyOf(files);
    }

    /** Those that were handed over as they were written, and told of by name. */
    List<Arrived> writes() {
        return List.copyOf(writes);
    }

    /** Those that were asked about. */
    List<Arrived> asked() {
        return List.copyOf(asked);
    }

    /** Who made what was asked about, as far as it is known. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    List<Arrived> folders() {
        return List.copyOf(folders);
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    @Override
    public void written(long device, long inode) {}

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
        return kind != AccessKind.ARRIVE && kind != AccessKind.CLOSE_WRITE
                || (mode & 0170000) != 0100000
                || size == 0;
    }

    @Override
    public boolean wants(Access arrival, FileIdentity file, Location from) {
        asked.add(arrived(arrival.location(), from, null));
        arrival.process().ifPresent(process -> commands.add(process.command()));
        return wants;
    }

    @Override
    public void folderArrived(Location folder, Location from) {
        Step step = onFolder;
        onFolder = () -> {};
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        folders.add(arrived(folder, from, null));
    }

    private static Arrived arrived(Location at, Location from, String content) {
        return new Arrived(
                at.canonical().toString(),
                from == null ? null : from.canonical().toString(),
                content);
    }

    @Override
    public void accept(FileEvent event) {
        try (event) {
            String text = RecordingSink.content(event);
            if (event.kind() == AccessKind.ARRIVE) {
                files.add(arrived(event.location(), null, text));
            } else if (event instanceof LateEvent) {
                writes.add(arrived(event.location(), null, text));
            }
            event.answer(true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void lost(String reason) {
        losses.add(reason);
    }
}
