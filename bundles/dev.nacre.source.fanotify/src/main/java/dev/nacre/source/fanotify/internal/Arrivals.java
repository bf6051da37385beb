/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_CLASS_NOTIF;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_NONBLOCK;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME_TARGET;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_MARKS;
import static dev.nacre.linux.libc.Fanotify.FAN_UNLIMITED_QUEUE;
import static dev.nacre.linux.libc.Poll.POLLFD_EVENTS;
import static dev.nacre.linux.libc.Poll.POLLFD_FD;
import static dev.nacre.linux.libc.Poll.POLLFD_LEN;
import static dev.nacre.linux.libc.Poll.POLLIN;

import dev.nacre.api.event.EventSink;
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
 * Tells of files that come to be where they are, and of those that were written where the times of
 * files tell each change, by a group of its own: events of names come with handles, those that
 * somebody waits for with descriptors, and no group has both.
 *
 * <p>A write that is told of here is told late, and need not be told in time: a verdict on what the
 * file held before is on another identity (DESIGN 3.4). And it costs a fraction: nothing is opened
 * for it, the kernel makes one event of a file's creation and its closing, and it is looked at when
 * there is time for that.
 *
 * <p>Nobody waits for its thread, which may open files: our own accesses are settled by the other
 * group's readers.
 */
final class Arrivals implements AutoCloseable {
    /** What is not read yet keeps neither file nor mount busy, so the queue needs no bound. */
    private static final int GROUP =
            FAN_CLASS_NOTIF
                    | FAN_CLOEXEC
                    | FAN_NONBLOCK
                    | FAN_UNLIMITED_QUEUE
                    | FAN_UNLIMITED_MARKS;

    private static final int BUFFER = 64 * 1024;

    /**
     * Nobody waits for this; yet who makes an event is held up where that wakes a thread. So events
     * are left to gather.
     */
    static final long GATHER_MILLIS = 20;

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);

    /**
     * Gives way to who unpacks, who would else be interrupted for this; a quarter of a processor is
     * left to it where all are busy, so that it does not lag behind.
     */
    private static final int NICE = 5;

    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(2);

    /** To read what is left, and to look at it: both within {@link #END_MILLIS}. */
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final Group group;
    private final WakeUp end;
    private final ArrivalMarks marks;
    private final ArrivalReader reader;
    private final NativeBuffer events = new NativeBuffer(BUFFER);
    private final NativeBuffer poll = new NativeBuffer(2 * POLLFD_LEN);
    private final Thread thread = new Thread(this::run, "nacre-fanotify-arrivals");
    private volatile Ground ground = Ground.NONE;

    /** By the reader; the newest is part of it. */
    private Ground used = Ground.NONE;

    private Ground newest = Ground.NONE;

    private volatile boolean ended;

    /** Until when to read on after the end, of {@link System#nanoTime}. */
    private long latest;

    Arrivals(Features features, EventSink sink, Faults faults) throws LinuxException {
        this.group = Group.open(GROUP | reports(features));
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

    /** With the handle of the file, too, events of its creation and its closing are one. */
    private static int reports(Features features) {
        if (features.renames()) {
            return FAN_REPORT_DFID_NAME_TARGET;
        }
        return features.names() ? FAN_REPORT_DFID_NAME : 0;
    }

    /**
     * Looks for arrivals in these watches from now on, and no less than before until {@link
     * #settle}.
     */
    ArrivalMarks.Result guard(List<Watch> watches, MountTable table) {
        ArrivalMarks.Result result = marks.guard(watches, table);
        ground = result.ground().and(ground);
        return result;
    }

    /** Looks only for what the last {@link #guard}, which had this result, has named. */
    void settle(ArrivalMarks.Result last) {
        marks.settle(last);
        ground = last.ground();
    }

    private void run() {
        Nice.set(NICE);
        watch(0, end.descriptor());
        watch(POLLFD_LEN, group.descriptor());
        while (!ended) {
            LibC.poll(poll.address(), 2, reader.millis(System.nanoTime()));
            LockSupport.parkNanos(this, GATHER_NANOS);
            turnTo(ground);
            do {
                drain();
            } while (reader.look(System.nanoTime()) && !ended);
        }
        turnTo(Ground.NONE);
        release();
    }

    /** What was written on ground that is given up is looked at first. */
    private void turnTo(Ground next) {
        if (!next.covers(used)) {
            drain();
            reader.lookAtWrites(System.nanoTime() + FLUSH_NANOS);
        }
        if (next != used) {
            use(next);
        }
        newest = next;
    }

    private void use(Ground next) {
        used = next;
        reader.use(next);
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
            // After reading: what was read may have happened on ground that is new.
            Ground now = ground;
            if (now != newest) {
                newest = now;
                use(now.and(used));
            }
            reader.read(events.bytes(), length);
        } while (length > 0 && !(ended && System.nanoTime() - latest > 0));
    }

    /** Ends the thread, which closes what it used; bounded in time. */
    @Override
    public void close() {
        latest = System.nanoTime() + FLUSH_NANOS;
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
