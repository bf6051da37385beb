/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.config.Named;

/** How the kernel is told what to watch (fanotify_mark(2)). */
public enum MarkMode implements Named {
    /** The best that kernel and file system allow. */
    AUTO("auto"),
    /** Each folder by itself: what lies elsewhere on the file system costs nothing. */
    TREE("tree"),
    /** One mount: blind to bind mounts and other mount namespaces. */
    MOUNT("mount"),
    /** The whole file system, however it is reached. */
    FILESYSTEM("filesystem");

    private final String text;

    MarkMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
