/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_METADATA_LEN;

import dev.nacre.linux.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The events that a reader has read, and where among them it is.
 *
 * <p><b>Ownership.</b> The reader owns all of them, until another thread that saw it stay at one
 * place calls {@link #takeOver}: that one then owns what comes after that place, the answer of the
 * event at that place if it was open, and the answers of those before it that the reader has looked
 * at and not given. The descriptors up to that event stay the reader's: it may be using them. The
 * place is one word, so that either the reader gets on or the other takes over.
 */
final class Batch {
    /** Small, so that a burst is shared among the readers. */
    private static final int SIZE = 1024;

    /** How many events there may be: 42. */
    static final int EVENTS = SIZE / FAN_EVENT_METADATA_LEN;

    /** The place: a number that grows with each step, the offset of the event, and the state. */
    private static final int STEP_SHIFT = 19;

    private static final int OFFSET_SHIFT = 3;
    private static final int OFFSET_MASK = (1 << STEP_SHIFT - OFFSET_SHIFT) - 1;
    private static final int STATE_MASK = (1 << OFFSET_SHIFT) - 1;

    /** Nothing is in hand: the reader waits for events. */
    private static final int IDLE = 0;

    /** The reader tells of writes, and no other may read meanwhile: nobody can take over. */
    private static final int TELLING = 1;

    /** The event in hand has no answer. */
    private static final int OPEN = 2;

    /** The event in hand is answered, is about to be, or is another's to answer. */
    private static final int SETTLED = 3;

    private static final int TAKEN_OVER = 4;

    /**
     * As {@link #OPEN}, and all before it are to be allowed, and are not yet. No other may read
     * meanwhile: who takes over gives the turn away.
     */
    private static final int LOOKING = 5;

    private final NativeBuffer buffer = new NativeBuffer(SIZE);
    private final ByteBuffer events = buffer.bytes();
    private final AtomicLong place = new AtomicLong();
    private volatile boolean answered;
    private volatile int length;

    NativeBuffer buffer() {
        return buffer;
    }

    ByteBuffer events() {
        return events;
    }

    /** Bytes in use. */
    int length() {
        return length;
    }

    /** Begins with what was read into the buffer. Reader only. */
    void fill(int bytes) {
        length = bytes;
        step(0, TELLING);
    }

    /**
     * Looks at an event in its turn, the first or one after those it has looked at; returns false
     * where another has taken over, and the turn with it. Reader only.
     */
    boolean look(int offset) {
        return step(offset, LOOKING);
    }

    /**
     * Does in its turn what nothing holds up, as to answer all it has looked at; returns false as
     * {@link #look} does. Reader only.
     */
    boolean looked() {
        return step(offset(place.get()), TELLING);
    }

    /** Goes on to an event; returns false where another has taken over. Reader only. */
    boolean reach(int offset) {
        return step(offset, OPEN);
    }

    /**
     * From now on the event in hand is answered by the reader, or by who it is handed to; returns
     * false where another has taken over and answers. Reader only.
     */
    boolean settle() {
        return step(offset(place.get()), SETTLED);
    }

    /** All is done; returns false where another has taken over. Reader only. */
    boolean finish() {
        return step(0, IDLE);
    }

    private boolean step(int offset, int state) {
        long seen = place.get();
        return state(seen) != TAKEN_OVER && place.compareAndSet(seen, next(seen, offset, state));
    }

    private static long next(long seen, int offset, int state) {
        return (seen >>> STEP_SHIFT) + 1 << STEP_SHIFT | (long) offset << OFFSET_SHIFT | state;
    }

    private static int state(long place) {
        return (int) place & STATE_MASK;
    }

    /** Of the event in hand there. */
    static int offset(long place) {
        return (int) (place >>> OFFSET_SHIFT) & OFFSET_MASK;
    }

    /** Waits for the answer that who took over is writing at this moment. Reader only. */
    void awaitAnswer() {
        while (!answered) {
            LockSupport.parkNanos(FanotifyEvent.ANSWER_NANOS);
        }
    }

    /** Where the reader is, to be compared with a later place. Any thread. */
    long place() {
        return place.get();
    }

    /** Whether a reader that stays there is held up. */
    static boolean isBusy(long place) {
        return state(place) != IDLE && state(place) != TAKEN_OVER;
    }

    /** Whether the event there has no answer. */
    static boolean isOpen(long place) {
        return state(place) == OPEN || hasTurn(place);
    }

    /** Whether who takes over there takes over the turn, and the answers of all before. */
    static boolean hasTurn(long place) {
        return state(place) == LOOKING;
    }

    /** Takes over from a reader that still is at this place; false where it cannot be. */
    boolean takeOver(long seen) {
        return state(seen) != TELLING
                && state(seen) != TAKEN_OVER
                && place.compareAndSet(seen, next(seen, offset(seen), TAKEN_OVER));
    }

    /** The answer of the event in hand is written. By who took over. */
    void answered() {
        answered = true;
    }

    /**
     * What comes after the event in hand, as a batch of its own; empty where nothing was in hand.
     * By who took over.
     */
    Batch rest(long seen) {
        Batch rest = new Batch();
        if (isBusy(seen)) {
            int from = offset(seen) + events.getInt(offset(seen) + EVENT_LEN);
            rest.length = length - from;
            rest.events.put(0, events, from, rest.length);
        }
        return rest;
    }
}
