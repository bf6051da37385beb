/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders that could not be watched since the last walk of all began. One of them leaves the
 * rest guarded; they are counted, and the first is named. For one thread.
 */
final class Failures {
    /** Of all users but those in a user namespace, which has a limit of its own (namespaces(7)). */
    private static final String WATCHES = "fs.inotify.max_user_watches";

    private static final String NAMESPACE_WATCHES = "user.max_inotify_watches";

    private long beyond;
    private boolean beyondMemory;
    private long unreadable;
    private String first = "";

    void forget() {
        beyond = 0;
        beyondMemory = false;
        unreadable = 0;
        first = "";
    }

    /** There was no memory for a folder. */
    void full() {
        beyond++;
        beyondMemory = true;
    }

    /** What has gone meanwhile is no failure. */
    void add(BytePath folder, LinuxException why) {
        if (why.errno() == Errno.ENOSPC) {
            beyond++;
        } else if (why.errno() == Errno.ENOMEM) {
            full();
        } else if (!Folders.isGone(why)) {
            if (unreadable++ == 0) {
                first = folder + " (" + why.getMessage() + ")";
            }
        }
    }

    /** Whether folders are left out that have to be gone through instead. */
    boolean isPartial() {
        return beyond > 0;
    }

    /**
     * @param watched how many folders are watched
     */
    List<Finding> findings(int watched) {
        List<Finding> all = new ArrayList<>();
        if (beyond > 0) {
            all.add(new Finding("inotify limit", Health.DEGRADED, limit(watched)));
        }
        if (unreadable > 0) {
            all.add(
                    new Finding(
                            "inotify folders",
                            Health.DEGRADED,
                            "%d folders cannot be watched, such as %s: nothing is seen in them; run"
                                            .formatted(unreadable, first)
                                    + " as a user that may read them"));
        }
        return all;
    }

    private String limit(int watched) {
        String rest =
                "; %d folders are watched. %d more and what lies below them are gone through for"
                                .formatted(watched, beyond)
                        + " changed files instead, twice a minute at most, where catchUp is true";
        if (beyondMemory) {
            return "There is no memory for more folders"
                    + rest
                    + ". Raise -Xmx in bin/nacre, or guard fewer folders";
        }
        long all = read("fs/inotify/max_user_watches");
        long own = read("user/max_inotify_watches");
        boolean namespace = own < all;
        String name = namespace ? NAMESPACE_WATCHES : WATCHES;
        return "%s = %d is reached%s. Raise it: sysctl %s=N, and keep it in /etc/sysctl.d"
                .formatted(name, Math.min(all, own), rest, name);
    }

    private static long read(String name) {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/sys", name)).strip());
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
