/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static dev.nacre.linux.libc.Inotify.EVENT_LEN;
import static dev.nacre.linux.libc.Inotify.EVENT_MASK;
import static dev.nacre.linux.libc.Inotify.EVENT_NAME_LEN;
import static dev.nacre.linux.libc.Inotify.EVENT_WD;
import static dev.nacre.linux.libc.Inotify.IN_CREATE;
import static dev.nacre.linux.libc.Inotify.IN_IGNORED;
import static dev.nacre.linux.libc.Inotify.IN_ISDIR;
import static dev.nacre.linux.libc.Inotify.IN_MOVED_TO;
import static dev.nacre.linux.libc.Inotify.IN_MOVE_SELF;
import static dev.nacre.linux.libc.Inotify.IN_Q_OVERFLOW;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Fcntl;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes what the kernel tells. Events about files are gathered until a folder is told of or the
 * buffer ends, so that a file that is written a thousand times meanwhile is looked at once. For one
 * thread.
 */
final class Events {
    private static final int BUFFER = 64 * 1024;

    /** So many files wait at most for their folder to be found again. */
    private static final int MOST_LATE = 10_000;

    /** How often that is looked for, each time after more events were read. */
    private static final int TRIES = 20;

    private record Name(Folder folder, BytePath name) {}

    /**
     * What was told about a name.
     *
     * @param events all of them
     * @param tries how often its folder was looked for in vain
     */
    private record Told(int events, int tries) {
        Told and(Told more) {
            return new Told(events | more.events, Math.min(tries, more.tries));
        }
    }

    private final Instance instance;
    private final Tree tree;
    private final Walk walk;
    private final Offers offers;
    private final Failures failures;
    private final EventSink sink;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER);
    private final ByteBuffer bytes = buffer.bytes();
    private Map<Name, Told> gathered = new LinkedHashMap<>();

    /** Files whose folder was not where the tree had it: what is told next may say why. */
    private Map<Name, Told> late = new LinkedHashMap<>();

    private boolean overflowed;

    Events(
            Instance instance,
            Tree tree,
            Walk walk,
            Offers offers,
            Failures failures,
            EventSink sink) {
        this.instance = instance;
        this.tree = tree;
        this.walk = walk;
        this.offers = offers;
        this.failures = failures;
        this.sink = sink;
    }

    /** Whether there are files whose folder is still to be found. */
    boolean isWaiting() {
        return !late.isEmpty();
    }

    /** Whether the kernel has dropped events since this was asked last. */
    boolean takeOverflow() {
        boolean was = overflowed;
        overflowed = false;
        return was;
    }

    /**
     * Takes what there is, a buffer full at most.
     *
     * @return whether there is likely to be more
     */
    boolean take() throws LinuxException {
        Map<Name, Told> waiting = late;
        late = new LinkedHashMap<>();
        int length = instance.read(buffer);
        for (int at = 0; at < length; at += EVENT_LEN + bytes.getInt(at + EVENT_NAME_LEN)) {
            int mask = bytes.getInt(at + EVENT_MASK);
            if ((mask & IN_Q_OVERFLOW) != 0) {
                overflowed = true;
                sink.lost("queue-overflow");
            } else {
                Folder folder = tree.find(bytes.getInt(at + EVENT_WD));
                if (folder != null) {
                    event(folder, mask, at);
                }
            }
        }
        offerGathered();
        boolean more = length > BUFFER / 2;
        if (more) {
            waiting.forEach((name, told) -> late.merge(name, told, Told::and));
        } else {
            offer(waiting);
        }
        return more;
    }

    private void event(Folder folder, int mask, int at) throws LinuxException {
        if ((mask & (IN_IGNORED | IN_MOVE_SELF)) != 0) {
            offerGathered();
            if ((mask & IN_IGNORED) != 0) {
                tree.ignored(folder);
            } else if (!tree.isThere(folder)) {
                // Where it went within what is watched, that was told before.
                tree.release(folder);
            }
        } else if ((mask & IN_ISDIR) == 0) {
            gathered.merge(new Name(folder, name(at)), new Told(mask, 0), Told::and);
        } else if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
            offerGathered();
            came(folder, name(at));
        }
    }

    private BytePath name(int at) {
        int end = at + EVENT_LEN;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - at - EVENT_LEN];
        bytes.get(at + EVENT_LEN, name);
        return BytePath.of(name);
    }

    /** A folder was made or moved here. */
    private void came(Folder above, BytePath name) {
        BytePath path = above.path().resolve(name);
        try {
            int in = Folders.open(above, Fcntl.O_PATH);
            if (in >= 0) {
                try {
                    found(tree.adopt(in, above, name, path));
                } finally {
                    Descriptors.close(in);
                }
            }
        } catch (LinuxException e) {
            failures.add(path, e);
        }
    }

    private void found(Tree.Found found) {
        if (found == null) {
            return;
        }
        if (found.how() == Tree.Finding.MOVED) {
            // Its files are known; what came into it while its way was not known is not.
            walk.add(found.folder(), Walk.NONE, Walk.ALL);
        } else if (!found.folder().whole) {
            walk.add(found.folder(), Walk.ALL, Walk.ALL);
        }
    }

    private void offerGathered() {
        Map<Name, Told> names = gathered;
        if (!names.isEmpty()) {
            gathered = new LinkedHashMap<>();
            offer(names);
        }
    }

    private void offer(Map<Name, Told> names) {
        Folder open = null;
        BytePath path = null;
        int in = -1;
        try {
            for (Map.Entry<Name, Told> entry : names.entrySet()) {
                Folder folder = entry.getKey().folder;
                if (folder.gone) {
                    continue;
                }
                if (folder != open) {
                    close(in);
                    in = -1;
                    in = open(folder);
                    open = folder;
                    path = folder.path();
                }
                Told told = entry.getValue();
                if (in >= 0) {
                    offers.told(in, path, entry.getKey().name, told.events);
                } else if (told.tries < TRIES && late.size() < MOST_LATE) {
                    late.merge(entry.getKey(), new Told(told.events, told.tries + 1), Told::and);
                } else {
                    sink.lost("folder-not-found");
                }
            }
        } finally {
            close(in);
        }
    }

    private int open(Folder folder) {
        try {
            return Folders.open(folder, Fcntl.O_PATH);
        } catch (LinuxException e) {
            failures.add(folder.path(), e);
            return -1;
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            Descriptors.close(descriptor);
        }
    }
}
