/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns watches into file events. Whiteboard service; of several the one ranked highest that can
 * {@link #start} is used. The host calls {@code start}, {@code guard} and {@code stop} from one
 * thread. A source that is at work may stay so when its service goes, as when its bundle is
 * updated: the host stops it as soon as another has taken over, within seconds, and in any case
 * before the host itself ends. It must not load classes for that which it has not loaded before.
 */
@ConsumerType
public interface EventSource {
    /** {@return its name: short and stable, such as {@code fanotify}} */
    String name();

    /**
     * Begins to report to {@code sink}; nothing is watched yet.
     *
     * @param sink takes what is reported until {@link #stop}
     * @throws IOException where this machine cannot do it; the message says what is missing
     */
    void start(EventSink sink) throws IOException;

    /**
     * Watches just these from now on: what is new is added first, what is gone is removed after.
     * What cannot be watched yet is left out and named by {@link #status}; the same call again
     * tries anew.
     *
     * @param watches all that are in force
     */
    void guard(List<Watch> watches);

    /**
     * Names folders whose accesses need not be reported, in place of those named before. Of several
     * that a path lies within the longest decides. When this returns, all accesses are reported but
     * those in the folders named now; whether and when these are not is the source's affair, which
     * leaves nothing out that could be reached by moving folders. Any thread; takes some
     * milliseconds at most.
     *
     * @param folders canonical: nothing that lies there or below is of interest, whoever accesses
     *     it and however
     * @param kept canonical folders below those, which are of interest
     */
    default void exempt(Set<BytePath> folders, Set<BytePath> kept) {}

    /**
     * All that was {@link FileEvent#leave left} to the kernel before is void: when this returns,
     * each access is reported again. Any thread; takes some milliseconds at most.
     */
    default void forget() {}

    /**
     * Closes the files below a folder that are kept open because they were {@link FileEvent#leave
     * left} to the kernel, so that their file system can be unmounted; for a minute none is kept
     * open there again. Any thread; waits for it, some milliseconds for a thousand files.
     *
     * @param folder canonical
     * @return how many were closed
     * @throws IOException where it could not be done in time
     */
    default int release(BytePath folder) throws IOException {
        return 0;
    }

    /**
     * Sees to it that accesses go on being reported: a thread of the source that is held up by one
     * access is replaced, and that access answered. The host's watchdog calls this once a second; a
     * thread that has not got on between several calls is held up. Returns at once; opens nothing,
     * logs nothing, waits for no lock that a thread which reports may hold.
     *
     * @param allows says what to answer for the access that this thread is held up by; asked once
     *     for each thread, before another takes its place
     * @return the threads that are held up now, those found by earlier calls too
     */
    default List<Stall> relieve(Predicate<Thread> allows) {
        return List.of();
    }

    /** {@return what is watched now} Any thread; returns at once. */
    SourceStatus status();

    /**
     * {@return how many accesses wait that were reported, or are about to be, and are not answered}
     * A source that is no longer needed is told to watch nothing, and ended when nobody waits. Any
     * thread; returns at once.
     */
    default int waiting() {
        return 0;
    }

    /**
     * Ends: no access waits for this source afterwards, no further event is reported. Events that
     * were handed over before still must be answered and closed by their owner.
     */
    void stop();
}
