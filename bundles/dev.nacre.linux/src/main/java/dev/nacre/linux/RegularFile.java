/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A regular file, open for reading. A name is opened with {@code O_PATH} first, which opens no FIFO
 * and wakes no device; only what proves to be a regular file is opened for reading, through that
 * descriptor, so that it is the very file that was looked at. Owns its descriptor from construction
 * to {@link #close}. Any thread.
 */
public final class RegularFile implements OpenFile {
    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RegularFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a name in a folder; a symbolic link is not followed.
     *
     * @param folder open, or {@code AT_FDCWD}
     * @param path for the message of an error
     */
    public static RegularFile open(int folder, BytePath name, BytePath path) throws IOException {
        int found = Descriptors.openAt(folder, name, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0);
        try {
            FileStatus status = FileStatus.scratch();
            if (!status.read(found)) {
                throw LinuxException.last("look at " + path);
            }
            if (!status.isRegular()) {
                throw new IOException("Cannot open " + path + ": it is not a regular file");
            }
            return open(found);
        } finally {
            Descriptors.close(found);
        }
    }

    /**
     * Opens what is open with {@code O_PATH} already.
     *
     * @param found a regular file; stays the caller's
     */
    public static RegularFile open(int found) throws LinuxException {
        BytePath link = BytePath.of("/proc/self/fd/" + found);
        return new RegularFile(Descriptors.open(link, Fcntl.O_RDONLY | Fcntl.O_NONBLOCK));
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    @Override
    public FileIdentity identify() throws IOException {
        return Descriptors.identify(descriptor);
    }

    @Override
    public ChangeTrace trace() {
        return ChangeProbe.of(descriptor);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return Descriptors.read(descriptor, target, position);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Descriptors.close(descriptor);
        }
    }
}
