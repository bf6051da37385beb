/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The buckets of a segment, and which of them a file belongs to. There are none at first, then a
 * few, then twice as many, and so on: half of each bucket's files move to a new one, the others
 * stay where they are. So nothing is ever copied as a whole, and no memory is given back.
 */
final class Buckets {
    private final int few;

    /** How many times those few there are: 0 or a power of two. */
    private final int times;

    /** The first holds the few; each other as many buckets as all before it. */
    private final LongBuffer[] pieces;

    /** None yet. */
    Buckets(int few) {
        this(few, 0, new LongBuffer[0]);
    }

    private Buckets(int few, int times, LongBuffer... pieces) {
        this.few = few;
        this.times = times;
        this.pieces = pieces;
    }

    int times() {
        return times;
    }

    /** How many verdicts there is room for. */
    int places() {
        return few * times * Bucket.PLACES;
    }

    /** The memory that a file's bucket lies in. Not to be asked where there are none. */
    LongBuffer memory(long hash) {
        return pieces[Integer.SIZE - Integer.numberOfLeadingZeros(turn(hash))];
    }

    /** Where in this memory the bucket begins. */
    int at(long hash) {
        int turn = turn(hash);
        return bucket(turn - Integer.highestOneBit(turn), among(hash));
    }

    private int bucket(int turn, int among) {
        return (turn * few + among) * Bucket.LONGS;
    }

    /** Lowest bits of the hash: with each doubling one more decides. */
    private int turn(long hash) {
        return (int) hash & times - 1;
    }

    /** Which of the few, by 32 other bits of the hash. */
    private int among(long hash) {
        return (int) ((hash >>> 26 & 0xffffffffL) * few >>> Integer.SIZE);
    }

    /** How much memory {@link #doubled} needs, in longs. */
    int needed() {
        return few * Math.max(1, times) * Bucket.LONGS;
    }

    /**
     * Twice as many buckets. These here must not be used afterwards.
     *
     * @param piece all zero; belongs to the buckets from now on
     */
    Buckets doubled(LongBuffer piece) {
        LongBuffer[] more = Arrays.copyOf(pieces, pieces.length + 1);
        more[pieces.length] = piece;
        for (int turn = 0; turn < times; turn++) {
            LongBuffer old = memory(turn);
            for (int among = 0; among < few; among++) {
                int from = bucket(turn - Integer.highestOneBit(turn), among);
                Bucket.split(old, from, times, piece, bucket(turn, among));
            }
        }
        return new Buckets(few, Math.max(1, times * 2), more);
    }
}
