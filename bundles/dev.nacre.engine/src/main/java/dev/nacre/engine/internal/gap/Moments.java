/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.gap;

import dev.nacre.api.file.BytePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Until when each folder was guarded without a gap. The moment of a folder moves on while the
 * folder is guarded, stands still from when it no longer is, and moves on again when it is guarded
 * anew and the gap between has been closed. A folder that was never guarded before begins now.
 */
final class Moments {
    /** Names may come and go for ever; the oldest that is not guarded makes room. */
    private static final int MOST = 1000;

    private static final class Guarding {
        private long moment;
        private boolean guarded;
        private boolean gap;
        private boolean closing;
        private boolean partial;

        /** Until when all will have been seen once the gap that is being closed is. */
        private long reached;

        Guarding(long moment) {
            this.moment = moment;
        }

        boolean stands() {
            return !guarded || gap || closing || partial;
        }
    }

    private final Map<BytePath, Guarding> folders = new TreeMap<>();
    private long settled;

    /**
     * @param recorded milliseconds since 1970, by folder
     */
    Moments(Map<BytePath, Long> recorded) {
        recorded.forEach((folder, moment) -> folders.put(folder, new Guarding(moment)));
    }

    /**
     * Takes in what is guarded now; to be called after each change of it.
     *
     * @param now the folders, canonical
     * @param settled until when all that was seen has been dealt with, milliseconds since 1970
     * @param lost whether something was not seen since the last call
     * @param partial whether something is never seen: time then goes on only where gaps are closed
     * @return whether there is more to be recorded than that time went on
     */
    synchronized boolean see(
            Collection<BytePath> now, long settled, boolean lost, boolean partial) {
        boolean changed = false;
        this.settled = settled;
        for (BytePath folder : now) {
            if (!folders.containsKey(folder)) {
                folders.put(folder, begun(folder, settled));
                changed = true;
            }
        }
        folders.forEach(
                (folder, guarding) -> {
                    guarding.partial = partial;
                    update(guarding, covers(now, folder), settled, lost);
                });
        return folders.keySet().removeIf(folder -> isTold(folder, now)) | makeRoom() | changed;
    }

    /** A part of what was guarded once goes on from there. */
    private Guarding begun(BytePath folder, long settled) {
        return folders.entrySet().stream()
                .filter(known -> folder.isWithin(known.getKey()))
                .max(Comparator.comparingInt(known -> known.getKey().length()))
                .map(known -> part(known.getValue()))
                .orElseGet(
                        () -> {
                            Guarding fresh = new Guarding(settled);
                            fresh.guarded = true;
                            return fresh;
                        });
    }

    private static Guarding part(Guarding whole) {
        Guarding part = new Guarding(whole.moment);
        part.guarded = whole.guarded;
        part.gap = whole.gap || whole.closing;
        return part;
    }

    private static void update(Guarding guarding, boolean guarded, long settled, boolean lost) {
        if (guarded && (!guarding.guarded || lost)) {
            guarding.gap = true;
        }
        guarding.guarded = guarded;
        if (!guarding.stands()) {
            guarding.moment = settled;
        } else if (guarded) {
            // The clock was set back: what changes now bears an earlier time.
            guarding.moment = Math.min(guarding.moment, settled);
            guarding.reached = Math.min(guarding.reached, settled);
        }
    }

    private static boolean covers(Collection<BytePath> guarded, BytePath folder) {
        return guarded.stream().anyMatch(folder::isWithin);
    }

    /** Whether another folder's moment says the same. */
    private boolean isTold(BytePath folder, Collection<BytePath> now) {
        return !now.contains(folder)
                && !folders.get(folder).stands()
                && folders.entrySet().stream()
                        .anyMatch(
                                other ->
                                        !other.getValue().stands()
                                                && !folder.equals(other.getKey())
                                                && folder.isWithin(other.getKey()));
    }

    private boolean makeRoom() {
        List<BytePath> spare =
                folders.entrySet().stream()
                        .filter(known -> !known.getValue().guarded)
                        .sorted(Comparator.comparingLong(known -> known.getValue().moment))
                        .limit(Math.max(0, folders.size() - MOST))
                        .map(Map.Entry::getKey)
                        .toList();
        return folders.keySet().removeAll(spare);
    }

    /** The gaps that are to be closed now. The caller gives each back. */
    synchronized List<Gap> take() {
        List<Gap> gaps = new ArrayList<>();
        long now = settled;
        folders.forEach(
                (folder, guarding) -> {
                    if (guarding.guarded && guarding.gap) {
                        guarding.gap = false;
                        guarding.closing = true;
                        guarding.reached = now;
                        gaps.add(new Gap(folder, guarding.moment));
                    }
                });
        return gaps;
    }

    /**
     * Gives back what was taken.
     *
     * @param closed whether all that changed there has been seen
     */
    synchronized void giveBack(List<Gap> gaps, boolean closed) {
        for (Gap gap : gaps) {
            Guarding guarding = folders.get(gap.folder());
            if (guarding != null) {
                guarding.closing = false;
                guarding.gap |= !closed;
                guarding.moment = closed ? guarding.reached : guarding.moment;
            }
        }
    }

    /** Whether there are gaps that could be closed. */
    synchronized boolean hasGaps() {
        return folders.values().stream().anyMatch(g -> g.guarded && g.gap);
    }

    /** What to record. */
    synchronized Map<BytePath, Long> recorded() {
        Map<BytePath, Long> all = new TreeMap<>();
        folders.forEach((folder, guarding) -> all.put(folder, guarding.moment));
        return all;
    }
}
