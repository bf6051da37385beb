/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;

/**
 * Hands files to the sink. A name is looked at first, without opening what it names; what is not
 * settled by that is opened for reading. A file that has gone needs no scan. For one thread.
 */
final class Offers {
    private final EventSink sink;
    private final OwnReads own;
    private final Tree tree;

    Offers(EventSink sink, OwnReads own, Tree tree) {
        this.sink = sink;
        this.own = own;
        this.tree = tree;
    }

    /**
     * What was told about a name.
     *
     * @param in an open descriptor of the folder
     * @param events all that was told
     */
    void told(int in, BytePath folder, BytePath name, int events) {
        Scope scope = tree.plan().of(folder);
        if (scope != null) {
            offer(
                    in,
                    folder.resolve(name),
                    name,
                    scope.kind(events),
                    Scope.isWritten(events),
                    Walk.ALL);
        }
    }

    /**
     * A file that nobody told of.
     *
     * @param since it is offered if it changed then or later, nanoseconds since 1970
     */
    void found(int in, BytePath folder, BytePath name, long since) {
        Scope scope = tree.plan().of(folder);
        if (scope != null) {
            offer(in, folder.resolve(name), name, scope.content(), false, since);
        }
    }

    private void offer(
            int in, BytePath path, BytePath name, AccessKind kind, boolean written, long since) {
        try (HeldName held = HeldName.take(in, name, path)) {
            FileStatus status = held.status();
            FileIdentity file = status.identity();
            boolean regular = status.isRegular();
            int mode = status.mode();
            if (file.changed() < since) {
                return;
            }
            if (written) {
                sink.written(file.device(), file.inode());
            }
            boolean content = kind == AccessKind.CLOSE_WRITE || kind == AccessKind.MODIFY;
            if (!content && own.mayBe(file)
                    || sink.settles(
                            kind,
                            false,
                            0,
                            mode,
                            file.device(),
                            file.inode(),
                            file.size(),
                            file.modified(),
                            file.changed())
                    || !regular) {
                return;
            }
            accept(new InotifyEvent(open(held), file, kind, tree.mounts().locate(path), own));
        } catch (LinuxException e) {
            if (!Folders.isGone(e)) {
                sink.lost("file-error-" + e.errno());
            }
        } catch (IOException e) {
            sink.lost("file-error");
        }
    }

    /** {@code null} where it may not be read. */
    private static OpenFile open(HeldName held) throws IOException {
        try {
            return held.open();
        } catch (LinuxException e) {
            if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
                return null;
            }
            throw e;
        }
    }

    private void accept(FileEvent event) {
        boolean accepted = false;
        try {
            sink.accept(event);
            accepted = true;
        } finally {
            if (!accepted) {
                event.close();
            }
        }
    }
}
