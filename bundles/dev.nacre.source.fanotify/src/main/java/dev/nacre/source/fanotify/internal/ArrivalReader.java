/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOSE_WRITE;
import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_TO;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_Q_OVERFLOW;
import static dev.nacre.linux.libc.Fanotify.FAN_RENAME;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Location;
import dev.nacre.linux.HandleEvent;
import dev.nacre.linux.HandleEvent.Entry;
import dev.nacre.linux.HeldName;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds out from events of names what has arrived in guarded folders, and what was written there,
 * and has it looked at.
 *
 * <p><b>Where something came from</b> is asked for after the fact, when the folder that it came
 * from may have been moved itself, into the watch: then it seems to have been there before. That
 * move has left an event, too. So whatever seems to have been moved within a watch is judged later,
 * when all events of before the question have been read; if a folder has come from elsewhere
 * meanwhile, nothing is said to be known. For one thread.
 */
final class ArrivalReader {
    /** How many are looked at between two readings of events, some milliseconds. */
    private static final int SLICE = 64;

    private final EventSink sink;
    private final Faults faults;
    private final Folders folders = new Folders();
    private final Expected expected = new Expected();
    private final Written written = new Written();
    private final Culprit culprits = new Culprit();
    private final ArrivalLook look;

    /** How many folders have come from elsewhere, or may have. */
    private long arrivedFolders;

    ArrivalReader(EventSink sink, Faults faults) {
        this.sink = sink;
        this.faults = faults;
        this.look = new ArrivalLook(sink, folders, expected);
    }

    void use(Ground ground) {
        folders.use(ground);
    }

    /** How long until {@link #look} has to be called, as poll(2) wants it. */
    int millis(long now) {
        int write = written.millis(now);
        int arrival = expected.millis(now);
        return write < 0 || arrival < 0 ? Math.max(write, arrival) : Math.min(write, arrival);
    }

    /** Takes in events; {@code length} bytes, or less than 1. */
    void read(ByteBuffer events, int length) {
        for (int at = 0; at < length; at += events.getInt(at + EVENT_LEN)) {
            if ((events.getLong(at + EVENT_MASK) & FAN_Q_OVERFLOW) != 0) {
                // Any folder may have been moved by what was dropped.
                folders.moved();
                arrivedFolders++;
                lost(Losses.ARRIVALS_OVERFLOW);
            } else {
                HandleEvent event = HandleEvent.read(events, at);
                guarded(() -> take(event));
            }
        }
        folders.rest();
    }

    /**
     * Looks at some of what is due; to be called when all events have been read.
     *
     * @return whether there is more: events are to be read before that
     */
    boolean look(long now) {
        written.gathered(now);
        boolean more = true;
        for (int i = 0; i < SLICE && more; i++) {
            more = lookAtWrite(written.takeDue(now)) | lookAtArrival(expected.takeDue(now));
        }
        folders.rest();
        return more;
    }

    private boolean lookAtWrite(Written.Name due) {
        if (due != null) {
            guarded(() -> look.at(due));
        }
        return due != null;
    }

    private boolean lookAtArrival(Expected.Name due) {
        if (due != null) {
            guarded(() -> look.at(due, due.folders() == arrivedFolders));
        }
        return due != null;
    }

    /**
     * Looks at all that was written, as none of it may be found later.
     *
     * @param until when to give up, of {@link System#nanoTime}: the rest is lost, and told
     */
    void lookAtWrites(long until) {
        while (!written.isEmpty() && System.nanoTime() - until < 0) {
            lookAtWrite(written.takeOldest());
        }
        if (!written.isEmpty()) {
            lost(Losses.ARRIVAL);
        }
        folders.rest();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            lost(Losses.ARRIVAL);
        } catch (RuntimeException | Error e) {
            faults.keep(e);
            lost(Losses.SINK);
        }
    }

    private void lost(String reason) {
        try {
            sink.lost(reason);
        } catch (RuntimeException | Error e) {
            faults.keep(e);
        }
    }

    private void take(HandleEvent event) throws IOException {
        if ((event.mask() & FAN_CLOSE_WRITE) != 0) {
            write(event);
            return;
        }
        boolean directory = (event.mask() & FAN_ONDIR) != 0;
        boolean moved = (event.mask() & (FAN_RENAME | FAN_MOVED_TO)) != 0;
        if (directory && moved) {
            folders.moved();
        }
        Entry entry = event.entry();
        if (entry == null || entry.name() == null || directory && !moved) {
            return;
        }
        OpenFolder folder = folders.open(event.filesystem(), entry.folder());
        if (folder != null && moved) {
            move(folder, event, directory);
        } else if (folder != null) {
            create(folder, event);
        }
    }

    /** One that was created before is looked at for this. */
    private void write(HandleEvent event) throws IOException {
        Entry place = event.entry();
        if (place != null) {
            if (folders.open(event.filesystem(), place.folder()) == null) {
                return;
            }
            if ((event.mask() & FAN_CREATE) == 0) {
                expected.takeCreated(event.filesystem(), place.folder(), place.name());
            }
        }
        if (written.isFull()) {
            look.at(written.takeOldest());
        }
        written.add(
                new Written.Name(
                        new FileKey(event.filesystem(), event.target()),
                        place,
                        event.pid(),
                        culprits.find(event.pid()),
                        System.nanoTime()));
    }

    /** What was expected by its name before has come from where that was told to be from. */
    private void move(OpenFolder folder, HandleEvent event, boolean directory) throws IOException {
        Expected.Name before = before(event);
        Location from = before == null || before.created() ? from(event) : before.from();
        if (from == null) {
            arrive(folder, event, directory);
        } else {
            long known = before == null ? arrivedFolders : before.folders();
            expect(name(event, directory, false, from, known));
        }
    }

    private Expected.Name before(HandleEvent event) {
        Entry before = event.before();
        return before == null
                ? null
                : expected.take(event.filesystem(), before.folder(), before.name());
    }

    /** {@code null} where it seems to have come from elsewhere. */
    private Location from(HandleEvent event) throws IOException {
        Entry before = event.before();
        OpenFolder folder =
                before == null ? null : folders.open(event.filesystem(), before.folder());
        return folder == null ? null : folder.resolve(before.name());
    }

    private void arrive(OpenFolder folder, HandleEvent event, boolean directory)
            throws IOException {
        if (directory) {
            arrivedFolders++;
            sink.folderArrived(folder.resolve(event.entry().name()), null);
        } else {
            look.at(folder, name(event, false, false, null, arrivedFolders), false);
        }
    }

    private Expected.Name name(
            HandleEvent event, boolean directory, boolean created, Location from, long known) {
        return new Expected.Name(
                event.filesystem(),
                event.entry().folder(),
                event.entry().name(),
                directory,
                created,
                event.pid(),
                culprits.find(event.pid()),
                from,
                known,
                Expected.due(System.nanoTime()));
    }

    /** A further name for a file is no creation: its content is there, and looked at at once. */
    private void create(OpenFolder folder, HandleEvent event) throws IOException {
        boolean regular;
        int links;
        try (HeldName name = folder.hold(event.entry().name())) {
            if (name == null) {
                return;
            }
            regular = name.status().isRegular();
            links = name.status().links();
        }
        if (regular && links > 1) {
            look.at(folder, name(event, false, false, null, arrivedFolders), false);
        } else if (regular) {
            expect(name(event, false, true, null, arrivedFolders));
        }
    }

    /** Where there is no more room the oldest is looked at before its time. */
    private void expect(Expected.Name name) throws IOException {
        if (expected.isFull()) {
            look.at(expected.takeOldest(), false);
        }
        expected.add(name);
    }
}
