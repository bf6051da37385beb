/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener;
import dev.nacre.linux.ChangeProbe;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.FileTimes;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Component;

/**
 * Opens regular files. A name is opened with {@code O_PATH} first, which opens no FIFO and wakes no
 * device; only what proves to be a regular file is opened for reading, through that descriptor, so
 * that it is the very file that was looked at.
 */
@Component
public final class RegularFileOpener implements FileOpener {
    @Override
    public OpenFile open(BytePath path) throws IOException {
        return open(Fcntl.AT_FDCWD, path, path);
    }

    /**
     * Likewise, in an open folder.
     *
     * @param path for the message of an error
     */
    static OpenFile open(int folder, BytePath in, BytePath path) throws IOException {
        int name = Descriptors.openAt(folder, in, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0);
        try {
            FileStatus status = FileStatus.scratch();
            if (!status.read(name)) {
                throw LinuxException.last("look at " + path);
            }
            if (!status.isRegular()) {
                throw new IOException("Cannot open " + path + ": it is not a regular file");
            }
            BytePath link = BytePath.of("/proc/self/fd/" + name);
            return new Opened(Descriptors.open(link, Fcntl.O_RDONLY | Fcntl.O_NONBLOCK));
        } finally {
            Descriptors.close(name);
        }
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
