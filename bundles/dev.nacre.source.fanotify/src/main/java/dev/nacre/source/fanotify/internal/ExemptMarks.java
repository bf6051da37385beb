/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_ON_CHILD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_IGNORE;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_IGNORE_SURV;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ONLYDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_REMOVE;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileHandle;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Has the kernel report nothing of the files that lie directly in exempt folders, so that a busy
 * log folder costs nothing: by an ignore mark on the folder, for events on its children (Linux
 * 6.0).
 *
 * <p><b>Why nothing gets by.</b> The kernel goes by the folder that the name used lies in, not by
 * what a path says; so neither mounts nor namespaces bring a foreign file under such a mark.
 *
 * <ul>
 *   <li>A marked folder must not be moved to where it is guarded. Only root can move it: {@link
 *       SafeFolder} has it that all above it are root's, up to the root of the file system. What
 *       root moves is noticed when the marks are looked at, each second.
 *   <li>A file that leaves the folder is reported by its new one from then on, also where it was
 *       opened before.
 *   <li>A file with another name in the guarded part is used through the exempt name without being
 *       reported, as the exemption says. That it is written so is not reported either: its times
 *       show it, and where they do not, no verdict on a file of several names is kept ({@link
 *       dev.nacre.linux.ChangeProbe}). A lease is broken by who opens the file, whatever is marked.
 *   <li>Only what the folder holds directly is hidden, each folder below has a mark of its own or
 *       none. So what another watch guards below stays seen, and so does what has just been made
 *       there, until it is looked at.
 *   <li>Nothing is hidden that depends on who accesses and how: such rules are not told here.
 * </ul>
 *
 * <p><b>A mark is never removed</b>, see {@link Marks}; it is emptied before this returns from
 * being told that its folder is no longer exempt. Its folder is found by its handle then, wherever
 * it is.
 */
final class ExemptMarks {
    /** Folders that are marked at most: each keeps an inode in memory, and is looked at often. */
    private static final int MOST = 256;

    /** How often new folders below are looked for. */
    private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final String SUBJECT = "exempt folders";
    private static final int MOST_NAMED = 5;
    private static final byte[] ITSELF = BytePath.of(".").cString();
    private static final int ADD = FAN_MARK_ADD | FAN_MARK_ONLYDIR;

    private final Group group;
    private final boolean possible;
    private final long mask;
    private final Map<BytePath, Standing> standing = new TreeMap<>();

    /** Folders whose marks could not be reached to be emptied. */
    private final List<Standing> stray = new ArrayList<>();

    private Set<BytePath> folders = Set.of();
    private Set<BytePath> kept = Set.of();
    private long generation;
    private long searched;
    private long searchedAt = System.nanoTime() - SEARCH_NANOS;

    /**
     * @param point a mount point of its file system
     */
    private record Standing(BytePath path, FileHandle handle, BytePath point) {}

    ExemptMarks(Group group, Features features) {
        this.group = group;
        this.possible = features.ignoredFolders();
        this.mask = Masks.all(features) | FAN_EVENT_ON_CHILD;
    }

    /** As {@link dev.nacre.api.event.EventSource#exempt}. */
    synchronized void want(Set<BytePath> nextFolders, Set<BytePath> nextKept) {
        if (folders.equals(nextFolders) && kept.equals(nextKept)) {
            return;
        }
        folders = Set.copyOf(nextFolders);
        kept = Set.copyOf(nextKept);
        generation++;
        List.copyOf(standing.values()).stream().filter(s -> !hides(s.path)).forEach(this::empty);
    }

    /** Whether accesses in a folder, not below it, need not be reported. */
    private boolean hides(BytePath folder) {
        return longest(folders, folder) > longest(kept, folder);
    }

    private static int longest(Set<BytePath> above, BytePath folder) {
        return above.stream().filter(folder::isWithin).mapToInt(BytePath::length).max().orElse(-1);
    }

    /** The folders of which nothing is reported. */
    synchronized List<BytePath> standing() {
        return List.copyOf(standing.keySet());
    }

    /** Marks what is exempt, and empties the marks of what was moved. One thread, each second. */
    void look(MountTable table) {
        for (BytePath path : standing()) {
            if (!stands(path, table)) {
                forget(path);
            }
        }
        retryStray();
        long now = System.nanoTime();
        Collection<BytePath> wanted;
        long asOf;
        synchronized (this) {
            asOf = generation;
            wanted = folders;
        }
        if (possible && (asOf != searched || now - searchedAt > SEARCH_NANOS)) {
            searched = asOf;
            searchedAt = now;
            wanted.forEach(path -> search(path, table, asOf));
        }
    }

    private boolean stands(BytePath path, MountTable table) {
        try (SafeFolder folder = SafeFolder.open(path, table)) {
            Standing known;
            synchronized (this) {
                known = standing.get(path);
            }
            return known == null || known.handle.equals(folder.handle());
        } catch (LinuxException e) {
            return Place.passing(e);
        }
    }

    private synchronized void forget(BytePath path) {
        Standing known = standing.get(path);
        if (known != null) {
            empty(known);
            searchedAt = System.nanoTime() - SEARCH_NANOS;
        }
    }

    private void search(BytePath path, MountTable table, long asOf) {
        try (SafeFolder folder = SafeFolder.open(path, table)) {
            search(folder, asOf);
        } catch (LinuxException e) {
            // It is not there, or not safe: its accesses are reported, and found to be exempt.
            return;
        }
    }

    private void search(SafeFolder folder, long asOf) throws LinuxException {
        if (!hide(folder, asOf)) {
            return;
        }
        folder.below(
                below -> {
                    search(below, asOf);
                    return standing().size() < MOST;
                });
    }

    /** Returns whether those below may be hidden, too. */
    private synchronized boolean hide(SafeFolder folder, long asOf) throws LinuxException {
        if (asOf != generation || standing.size() >= MOST) {
            return false;
        }
        if (hides(folder.path()) && !standing.containsKey(folder.path())) {
            Standing fresh = new Standing(folder.path(), folder.handle(), folder.point());
            if (group.mark(ADD, FAN_ONDIR, folder.descriptor(), ITSELF) == 0
                    && group.mark(ADD | FAN_MARK_IGNORE_SURV, mask, folder.descriptor(), ITSELF)
                            == 0) {
                standing.put(fresh.path, fresh);
            }
        }
        return true;
    }

    private void empty(Standing gone) {
        standing.remove(gone.path);
        if (!reach(gone)) {
            stray.add(gone);
        }
    }

    private synchronized void retryStray() {
        stray.removeIf(this::reach);
    }

    /** What is left to the kernel, and whether something is that should not be. */
    synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!standing.isEmpty()) {
            String first =
                    standing.keySet().stream()
                            .limit(MOST_NAMED)
                            .map(BytePath::toString)
                            .collect(Collectors.joining(", "));
            findings.add(
                    new Finding(
                            SUBJECT,
                            Health.HEALTHY,
                            ("%d are left to the kernel, which neither reports nor counts"
                                            + " accesses in them: %s%s")
                                    .formatted(
                                            standing.size(),
                                            first,
                                            standing.size() > MOST_NAMED ? ", ..." : "")));
        }
        if (!stray.isEmpty()) {
            findings.add(
                    new Finding(
                            SUBJECT,
                            Health.DEGRADED,
                            ("%s is no longer exempt, and cannot be reached to have its"
                                            + " accesses reported again; mount its file system at"
                                            + " %s, or restart")
                                    .formatted(stray.get(0).path, stray.get(0).point)));
        }
        return findings;
    }

    /** Returns false where the mark may still stand. */
    private boolean reach(Standing gone) {
        int mount = -1;
        try {
            mount = Descriptors.open(gone.point, Fcntl.O_RDONLY | Fcntl.O_DIRECTORY);
            int folder = gone.handle.open(mount, Fcntl.O_RDONLY | Fcntl.O_DIRECTORY);
            int errno = group.mark(FAN_MARK_REMOVE | FAN_MARK_IGNORE, mask, folder, ITSELF);
            Descriptors.close(folder);
            return errno == 0;
        } catch (LinuxException e) {
            return SafeFolder.gone(e);
        } finally {
            if (mount >= 0) {
                Descriptors.close(mount);
            }
        }
    }
}
