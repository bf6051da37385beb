/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_FD;
import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.EVENT_PID;

import com.sun.jna.Native;
import dev.nacre.api.event.EventSink;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.libc.Errno;
import java.nio.ByteBuffer;

/**
 * Takes events from the kernel, one reader at a time.
 *
 * <p>In its turn a reader tells of the writes that it has read, before another can read what came
 * after: else an open right after a write could overtake it, and be judged by what was known
 * before. It settles there, too, what can be settled by a look. All else is done after the turn, so
 * that one reader serves while the other is held up. Whoever waits for its turn waits for events,
 * as it would in the kernel.
 */
final class Intake {
    /** No errno: those are positive. */
    static final int RELIEVED = -1;

    private final Turn turn;
    private final Backlog backlog;
    private final Gathering gathering;
    private final Group group;
    private final EventSink sink;
    private final Leases leases;
    private final Answers answers;
    private final Faults faults;
    private final Batch batch;
    private final ByteBuffer events;
    private final Look look;
    private final Assents assents = new Assents();
    private volatile boolean stopping;
    private int first;
    private volatile long arrived;
    private boolean looked;
    private boolean reached;

    /**
     * @param turn the one of all readers of the group
     * @param backlog likewise, as {@code gathering}
     * @param batch to be filled
     */
    Intake(
            Turn turn,
            Backlog backlog,
            Gathering gathering,
            Group group,
            EventSink sink,
            Leases leases,
            Answers answers,
            Faults faults,
            Batch batch,
            Look look) {
        this.turn = turn;
        this.backlog = backlog;
        this.gathering = gathering;
        this.group = group;
        this.sink = sink;
        this.leases = leases;
        this.answers = answers;
        this.faults = faults;
        this.batch = batch;
        this.events = batch.events();
        this.look = look;
    }

    /** Takes no more events. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /** Where the first event of the batch is that is left to the reader. */
    int first() {
        return first;
    }

    /** When the events came, at the earliest; of {@link System#nanoTime}. */
    long arrived() {
        return arrived;
    }

    /** Whether the reader has this event in hand already, as another may have taken over since. */
    boolean reached(int at) {
        return reached && at == first;
    }

    /** Whether an event was looked at, and is not to be settled by that. */
    boolean looked(int at) {
        return looked && at == first;
    }

    /**
     * Fills the batch, and leaves in it what takes more than a look; nothing where it stops.
     *
     * @return 0, or the errno where the kernel gave nothing; {@link #RELIEVED} where the reader was
     *     held up by a look, and another has taken over
     */
    int take() {
        turn.take();
        int errno = 0;
        boolean mine = true;
        first = 0;
        reached = false;
        batch.fill(0);
        while (mine && errno == 0 && first == batch.length() && !stopping) {
            closeSettled();
            // Who waits for events is not held up.
            batch.finish();
            gathering.rest();
            long begin = System.nanoTime();
            int length = group.read(batch.buffer());
            errno = length < 0 ? Native.getLastError() : 0;
            arrived = backlog.read(begin, System.nanoTime(), batch.buffer().size(), length);
            batch.fill(Math.max(0, length));
            gathering.read(events, batch.buffer().size(), length);
            tellWrites();
            mine = settleFirst();
        }
        if (mine && (first < batch.length() ? batch.reach(first) : batch.finish())) {
            reached = first < batch.length();
            turn.give(reached && others());
            closeSettled();
            return errno == Errno.EINTR || errno == Errno.EAGAIN ? 0 : errno;
        }
        batch.awaitAnswer();
        first = after(Batch.offset(batch.place()));
        closeSettled();
        return RELIEVED;
    }

    private int after(int at) {
        return at + events.getInt(at + EVENT_LEN);
    }

    /** Whether behind the event in hand somebody waits for an answer. */
    private boolean others() {
        int at = after(first);
        while (at < batch.length() && !Masks.waits(events.getLong(at + EVENT_MASK))) {
            at = after(at);
        }
        return at < batch.length();
    }

    /** Gives the turn away for a reader that is held up in it. */
    void yieldTurn() {
        turn.give(true);
    }

    private void tellWrites() {
        for (int at = 0; at < batch.length(); at += events.getInt(at + EVENT_LEN)) {
            if (Masks.isWrite(events.getLong(at + EVENT_MASK))) {
                written(events.getInt(at + EVENT_FD));
            }
        }
    }

    private void written(int file) {
        try {
            if (file >= 0 && look.at(file)) {
                sink.written(look.status().device(), look.status().inode());
                leases.written(look.status().device(), look.status().inode());
            }
        } catch (RuntimeException | Error e) {
            faults.keep(e);
        }
    }

    /**
     * Only what waits: the kernel merges notifications, and the reader tells them apart.
     *
     * @return false where another has taken over
     */
    private boolean settleFirst() {
        first = 0;
        looked = false;
        while (first < batch.length() && waits(first)) {
            int file = events.getInt(first + EVENT_FD);
            if (!batch.look(first)) {
                return false;
            }
            looked = look.at(file);
            if (!looked || !settles(first)) {
                break;
            }
            looked = false;
            assents.add(file);
            first = after(first);
        }
        if (!batch.looked()) {
            return false;
        }
        answers.give(assents);
        return true;
    }

    private boolean waits(int at) {
        return events.getInt(at + EVENT_FD) >= 0 && Masks.waits(events.getLong(at + EVENT_MASK));
    }

    /** Allows what was settled before this event and not answered. By who took over there. */
    void allowBefore(int offset) {
        for (int at = 0; at < offset; at = after(at)) {
            answers.give(events.getInt(at + EVENT_FD), true);
        }
    }

    /** After the answers of all: nobody is to wait while the file of another is closed. */
    private void closeSettled() {
        for (int at = 0; at < first; at = after(at)) {
            Descriptors.close(events.getInt(at + EVENT_FD));
        }
    }

    /** Where the sink fails the reader asks it no more, and hands it the event. */
    private boolean settles(int at) {
        try {
            return look.settles(events.getLong(at + EVENT_MASK), events.getInt(at + EVENT_PID));
        } catch (RuntimeException | Error e) {
            faults.keep(e);
            return false;
        }
    }
}
