/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What readers hand to the {@link Keeper}. Owns the descriptors in it. Readers neither wait here
 * nor make garbage for files that nobody keeps.
 */
final class LeaseInbox {
    private static final int WRITTEN = 1024;
    private static final int STRIPES = 1 << 12;

    /** A file that is to be left to the kernel, if it still is {@code identity}. */
    record Candidate(int descriptor, FileIdentity identity, long generation) {
        Key key() {
            return new Key(identity.device(), identity.inode());
        }
    }

    /** A file, whatever its content. */
    record Key(long device, long inode) {
        int stripe() {
            return Long.hashCode(inode * 0x9e3779b97f4a7c15L + device) & STRIPES - 1;
        }
    }

    private final IgnoreMarks marks;
    private final WakeUp wakeUp;
    private final int room;
    private final Queue<Candidate> candidates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger candidateCount = new AtomicInteger();
    private final Queue<Key> written = new ConcurrentLinkedQueue<>();
    private final AtomicInteger writtenCount = new AtomicInteger();

    /** How many files are kept, or are to be, by a hash of their key. */
    private final AtomicIntegerArray kept = new AtomicIntegerArray(STRIPES);

    private volatile boolean shedding;
    private volatile boolean ended;

    /**
     * @param room how many files may wait for the keeper: what does not fit is offered again later
     */
    LeaseInbox(IgnoreMarks marks, WakeUp wakeUp, int room) {
        this.marks = marks;
        this.wakeUp = wakeUp;
        this.room = room;
    }

    /** Takes over a descriptor that came with an answered permission event. */
    void offer(int descriptor, FileIdentity identity) {
        if (candidateCount.incrementAndGet() > room) {
            candidateCount.decrementAndGet();
            Descriptors.close(descriptor);
            return;
        }
        Candidate candidate = new Candidate(descriptor, identity, marks.generation());
        kept.incrementAndGet(candidate.key().stripe());
        candidates.add(candidate);
        wakeUp.ring();
        if (ended) {
            drain();
        }
    }

    /**
     * Tells that a file was written. The one who wrote had to open it, which ended its lease; but
     * the lease may have been taken after the writing and before it was reported.
     */
    void written(long device, long inode) {
        Key key = new Key(device, inode);
        if (ended || kept.get(key.stripe()) == 0) {
            return;
        }
        if (writtenCount.incrementAndGet() > WRITTEN) {
            writtenCount.decrementAndGet();
            marks.forget();
        } else {
            written.add(key);
        }
        wakeUp.ring();
    }

    /** The next candidate, now the caller's; {@code null} where there is none. */
    Candidate candidate() {
        Candidate candidate = candidates.poll();
        if (candidate != null) {
            candidateCount.decrementAndGet();
        }
        return candidate;
    }

    /** The next file that was written; {@code null} where there is none. */
    Key written() {
        Key key = written.poll();
        if (key != null) {
            writtenCount.decrementAndGet();
        }
        return key;
    }

    /** A file that was offered is not kept, or no longer. */
    void gone(Key key) {
        kept.decrementAndGet(key.stripe());
    }

    /** Asks for descriptors to be closed. */
    void shed() {
        shedding = true;
        wakeUp.ring();
    }

    /** Whether that was asked since the last call. */
    boolean shedding() {
        boolean asked = shedding;
        shedding = false;
        return asked;
    }

    /** Has the keeper look at what has changed. */
    void wake() {
        wakeUp.ring();
    }

    boolean ended() {
        return ended;
    }

    /** Takes no more; what is offered by others at this moment is closed by them or by us. */
    void end() {
        ended = true;
        wakeUp.ring();
    }

    /** Closes what nobody will take. */
    void drain() {
        for (Candidate left = candidate(); left != null; left = candidate()) {
            Descriptors.close(left.descriptor());
        }
    }
}
