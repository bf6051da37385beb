/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Inotify;
import dev.nacre.linux.libc.LibC;
import java.io.IOException;

/** An inotify instance. Owns its descriptor. For one thread. */
final class Instance implements AutoCloseable {
    private static final int FLAGS = Inotify.IN_ONLYDIR | Inotify.IN_EXCL_UNLINK;

    private final int descriptor;

    private Instance(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * @throws IOException says what is missing, and what to do
     */
    static Instance open() throws IOException {
        int descriptor = LibC.inotify_init1(Inotify.IN_CLOEXEC | Inotify.IN_NONBLOCK);
        if (descriptor < 0) {
            throw missing(Native.getLastError());
        }
        return new Instance(descriptor);
    }

    private static IOException missing(int errno) {
        return switch (errno) {
            case Errno.EMFILE ->
                    new IOException(
                            "Cannot use inotify: no further instance or descriptor is allowed;"
                                    + " raise fs.inotify.max_user_instances or the limit of open"
                                    + " files");
            case Errno.ENOSYS ->
                    new IOException(
                            "Cannot use inotify: this kernel is built without CONFIG_INOTIFY_USER,"
                                    + " or a container's filter refuses inotify_init1(2)");
            default -> new LinuxException("use inotify", errno);
        };
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * Watches what a descriptor is open on: no path is followed twice. A folder that is watched
     * already keeps its number, and is watched for {@code mask} from now on.
     *
     * @return the watch's number
     */
    int watch(int folder, int mask) throws LinuxException {
        BytePath link = BytePath.of("/proc/self/fd/" + folder);
        int watch = LibC.inotify_add_watch(descriptor, link.cString(), mask | FLAGS);
        if (watch < 0) {
            throw LinuxException.last("watch a folder");
        }
        return watch;
    }

    /** Takes a watch away; one that the kernel has taken away is no error. */
    void release(int watch) {
        LibC.inotify_rm_watch(descriptor, watch);
    }

    /**
     * Reads what there is; never waits.
     *
     * @return bytes; 0 where there is nothing
     */
    int read(NativeBuffer events) throws LinuxException {
        long length = LibC.read(descriptor, events.address(), events.size());
        if (length >= 0) {
            return (int) length;
        }
        int errno = Native.getLastError();
        if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
            return 0;
        }
        throw new LinuxException("read inotify", errno);
    }

    @Override
    public void close() {
        LibC.close(descriptor);
    }
}
