/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access that inotify reported. Nobody waits for it, and nobody knows who made it.
 *
 * <p><b>Ownership.</b> It owns the open file from its construction, and whoever is handed the event
 * closes it.
 *
 * @param file {@code null} where it may not be read
 */
record InotifyEvent(
        OpenFile file, FileIdentity identity, AccessKind kind, Location location, OwnReads own)
        implements FileEvent {
    private static final Logger LOG = LoggerFactory.getLogger(InotifyEvent.class);

    InotifyEvent {
        if (file != null) {
            own.opened(identity);
        }
    }

    @Override
    public boolean readable() {
        return file != null;
    }

    @Override
    public long size() {
        return identity.size();
    }

    @Override
    public int pid() {
        return 0;
    }

    @Override
    public Optional<Accessor> process() {
        return Optional.empty();
    }

    @Override
    public boolean permission() {
        return false;
    }

    @Override
    public boolean answer(boolean allow) {
        return false;
    }

    @Override
    public int descriptor() {
        return file == null ? -1 : file.descriptor();
    }

    @Override
    public FileIdentity identify() throws IOException {
        return present().identify();
    }

    @Override
    public ChangeTrace trace() {
        return file == null ? ChangeTrace.NONE : file.trace();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return present().read(target, position);
    }

    private OpenFile present() throws IOException {
        if (file == null) {
            throw new IOException(location.path() + " may not be read by this process");
        }
        return file;
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed: {}", location.path(), e.getMessage());
        } finally {
            own.closed(identity);
        }
    }
}
