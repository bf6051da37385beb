/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Files whose openings are left to the kernel; a {@link Keeper} in a thread of its own sees to
 * them. Any thread. To be closed before the group.
 */
final class Leases implements AutoCloseable {
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final IgnoreMarks marks;
    private final LeaseInbox inbox;
    private final Releases releases;
    private final Room room;
    private final Keeper keeper;
    private final Thread thread;

    Leases(
            String name,
            Group group,
            Features features,
            Mounts mounts,
            EventSink sink,
            LeaseLimits limits,
            Faults faults)
            throws LinuxException {
        this.marks = new IgnoreMarks(group, features);
        LeaseSignals signals = new LeaseSignals();
        WakeUp wakeUp;
        try {
            wakeUp = new WakeUp();
        } catch (LinuxException e) {
            signals.close();
            throw e;
        }
        this.inbox = new LeaseInbox(marks, wakeUp, limits.candidates());
        this.releases = new Releases(wakeUp);
        this.room = new Room(limits.shared());
        this.keeper =
                new Keeper(
                        signals,
                        wakeUp,
                        inbox,
                        releases,
                        marks,
                        new Keepable(mounts),
                        room,
                        sink,
                        limits,
                        faults);
        this.thread = new Thread(keeper, name);
        thread.setDaemon(true);
        if (!features.evictableMarks()) {
            inbox.end();
        }
        thread.start();
    }

    /** Takes over a descriptor that came with an answered permission event, and no other. */
    void leave(int descriptor, FileIdentity identity) {
        inbox.offer(descriptor, identity);
    }

    /** An event holds a descriptor from now on: a lease may have to give its own for it. */
    void eventOpened() {
        room.eventOpened();
        if (!keeper.fits()) {
            inbox.wake();
        }
    }

    /** It no longer does. */
    void eventClosed() {
        room.eventClosed();
    }

    /** To be told of each write, after whoever keeps verdicts has been told of it. */
    void written(long device, long inode) {
        inbox.written(device, inode);
    }

    /** When this returns, each access is reported again. */
    void forget() {
        marks.forget();
        inbox.wake();
    }

    /** As {@link dev.nacre.api.event.EventSource#release}. */
    int release(BytePath folder) throws IOException {
        return thread.isAlive() ? releases.ask(real(folder)) : 0;
    }

    private static BytePath real(BytePath folder) throws LinuxException {
        int opened = Descriptors.open(folder, Fcntl.O_PATH);
        try {
            BytePath path = Descriptors.path(opened);
            return path == null ? folder : path;
        } finally {
            Descriptors.close(opened);
        }
    }

    /** How many files are kept open. */
    int size() {
        return keeper.size();
    }

    /** Has half of the descriptors closed soon. Returns at once. */
    void shed() {
        inbox.shed();
    }

    /** Gives all leases back; bounded in time. */
    @Override
    public void close() {
        inbox.end();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
