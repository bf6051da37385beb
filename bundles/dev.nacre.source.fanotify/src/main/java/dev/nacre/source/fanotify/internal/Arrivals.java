/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_NOTIF;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_NONBLOCK;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_MARKS;
import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLIN;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.Nice;
import dev.nacre.linux.libc.LibC;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells of files that come to be where they are, by a group of its own: events of names come with
 * handles, those that somebody waits for with descriptors, and no group has both. Its queue is
 * bounded by the kernel; what does not fit is lost, counted, and found by who closes gaps.
 *
 * <p>Nobody waits for its thread, which may open files: our own accesses are settled by the other
 * group's readers.
 */
final class Arrivals implements AutoCloseable {
    private static final int GROUP =
            FAN_CLASS_NOTIF
                    | FAN_CLOEXEC
                    | FAN_NONBLOCK
                    | FAN_UNLIMITED_MARKS
                    | FAN_REPORT_DFID_NAME;

    private static final int BUFFER = 64 * 1024;

    /**
     * Nobody waits for this; yet who makes an event is held up where that wakes a thread. So events
     * are left to gather: some thousand at most, of the 16,384 that the kernel keeps.
     */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * Gives way to who unpacks, who would else be interrupted for this; a quarter of a processor is
     * left to it where all are busy, as its queue is bounded.
     */
    private static final int NICE = 5;

    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Group group;
    private final WakeUp end;
    private final ArrivalMarks marks;
    private final ArrivalReader reader;
    private final NativeBuffer events = new NativeBuffer(BUFFER);
    private final NativeBuffer poll = new NativeBuffer(2 * POLLFD_LEN);
    private final Thread thread = new Thread(this::run, "nacre-fanotify-arrivals");
    private volatile Ground ground = Ground.NONE;
    private volatile boolean ended;

    Arrivals(Features features, EventSink sink, Faults faults) throws LinuxException {
        this.group = Group.open(features.names() ? GROUP : FAN_CLOEXEC | FAN_NONBLOCK);
        try {
            this.end = new WakeUp();
        } catch (LinuxException e) {
            group.close();
            throw e;
        }
        this.marks = new ArrivalMarks(features, group);
        this.reader = new ArrivalReader(sink, faults);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Looks for arrivals in these watches from now on; returns what cannot be had. */
    List<Finding> guard(List<Watch> watches, MountTable table) {
        ArrivalMarks.Result result = marks.guard(watches, table);
        ground = result.ground();
        return result.findings();
    }

    private void run() {
        Nice.set(NICE);
        watch(0, end.descriptor());
        watch(POLLFD_LEN, group.descriptor());
        while (!ended) {
            LibC.poll(poll.address(), 2, reader.millis(System.nanoTime()));
            LockSupport.parkNanos(this, GATHER_NANOS);
            drain();
            reader.look(System.nanoTime());
        }
        release();
    }

    private void release() {
        group.close();
        end.close();
    }

    private void watch(int at, int descriptor) {
        poll.bytes().putInt(at + POLLFD_FD, descriptor);
        poll.bytes().putShort(at + POLLFD_EVENTS, POLLIN);
    }

    /** Until the kernel has no more: what comes after has happened after. */
    private void drain() {
        int length;
        do {
            length = group.read(events);
            reader.use(ground);
            reader.read(events.bytes(), length);
        } while (length > 0 && !ended);
    }

    /** Ends the thread, which closes what it used; bounded in time. */
    @Override
    public void close() {
        ended = true;
        if (thread.getState() == Thread.State.NEW) {
            release();
            return;
        }
        end.ring();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
