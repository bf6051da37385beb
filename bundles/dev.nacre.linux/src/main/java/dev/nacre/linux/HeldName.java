/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.linux.libc.Fcntl;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A name in a folder, held with {@code O_PATH}, which opens no FIFO, wakes no device and is no
 * access that anybody is told of (open(2)). What proves to be a regular file can be opened for
 * reading through it, so that it is the very file that was looked at. For one thread; owns its
 * descriptor.
 */
public final class HeldName implements Closeable {
    private final int descriptor;
    private final BytePath path;

    /**
     * @param descriptor open with {@code O_PATH}; this object's own from now on
     * @param path for the message of an error
     */
    public HeldName(int descriptor, BytePath path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /**
     * Follows no symbolic link in the last name.
     *
     * @param folder open, or {@link Fcntl#AT_FDCWD}
     * @param path for the message of an error
     */
    public static HeldName take(int folder, BytePath name, BytePath path) throws LinuxException {
        return new HeldName(
                Descriptors.openAt(folder, name, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0), path);
    }

    /**
     * The handle of what it names.
     *
     * @throws LinuxException with EOPNOTSUPP where the file system has none
     */
    public FileHandle handle() throws LinuxException {
        return FileHandle.of(descriptor);
    }

    /** As of now; this thread's {@link FileStatus#scratch}. */
    public FileStatus status() throws LinuxException {
        FileStatus status = FileStatus.scratch();
        if (!status.read(descriptor)) {
            throw LinuxException.last("look at " + path);
        }
        return status;
    }

    /**
     * Opens a regular file for reading; never waits.
     *
     * @return what the caller owns
     * @throws IOException where it is none, or may not be read
     */
    public OpenFile open() throws IOException {
        if (!status().isRegular()) {
            throw new IOException("Cannot open " + path + ": it is not a regular file");
        }
        BytePath link = BytePath.of("/proc/self/fd/" + descriptor);
        return new Opened(Descriptors.open(link, Fcntl.O_RDONLY | Fcntl.O_NONBLOCK));
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }

    /** Owns its descriptor from construction to {@link #close}. */
    private static final class Opened implements OpenFile {
        private final int descriptor;
        private final AtomicBoolean closed = new AtomicBoolean();

        Opened(int descriptor) {
            this.descriptor = descriptor;
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
        public boolean finelyTimed() {
            return FileTimes.areFine(descriptor);
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
}
