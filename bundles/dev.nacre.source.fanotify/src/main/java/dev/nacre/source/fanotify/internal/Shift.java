/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

/**
 * A reader and its thread, and whether it gets on. One thread looks after it, and calls all of
 * this.
 */
final class Shift {
    /**
     * At how many looks in a row, a second each, a reader must be at one place to be held up. An
     * event takes some microseconds; a machine that was stopped as a whole shows itself in one look
     * at most.
     */
    static final int PATIENCE = 4;

    private final Reader reader;
    private final Thread thread;
    private long place;
    private int looks;
    private boolean takenOver;

    Shift(Reader reader, String name) {
        this.reader = reader;
        this.thread = new Thread(reader, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    /** Takes effect with the next event. */
    void stop() {
        reader.stop();
    }

    /** Whether the reader has events in hand. Any thread. */
    boolean isBusy() {
        return thread.isAlive() && Batch.isBusy(reader.batch().place());
    }

    /** Looks once; returns whether the reader has to be relieved. */
    boolean needsRelief() {
        long now = reader.batch().place();
        looks = now == place && Batch.isBusy(now) ? looks + 1 : 0;
        place = now;
        return !takenOver && (looks >= PATIENCE || !thread.isAlive());
    }

    /**
     * Takes over from the reader.
     *
     * @return what it has not begun with; {@code null} where it got on, or nobody can take over
     */
    Batch takeOver() {
        takenOver = reader.batch().takeOver(place);
        if (takenOver && Batch.hasTurn(place)) {
            reader.yieldTurn();
        }
        return takenOver ? reader.batch().rest(place) : null;
    }

    /** Whether another is at work in its place. */
    boolean takenOver() {
        return takenOver;
    }

    /** Answers what the reader is held up by. After another has taken over. */
    void answerInHand(boolean allow) {
        reader.answerInHand(place, allow);
    }
}
