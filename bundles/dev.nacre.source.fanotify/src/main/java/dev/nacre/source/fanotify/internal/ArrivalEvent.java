/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

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
 * A file that has arrived. Owns the open file from construction to {@link #close}; nobody waits for
 * an answer.
 */
record ArrivalEvent(Arrival arrival, FileIdentity identity, OpenFile file) implements FileEvent {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalEvent.class);

    @Override
    public AccessKind kind() {
        return arrival.kind();
    }

    @Override
    public Location location() {
        return arrival.location();
    }

    @Override
    public long size() {
        return arrival.size();
    }

    @Override
    public int pid() {
        return arrival.pid();
    }

    @Override
    public Optional<Accessor> process() {
        return arrival.process();
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
        return file.descriptor();
    }

    @Override
    public FileIdentity identify() throws IOException {
        return file.identify();
    }

    @Override
    public ChangeTrace trace() {
        return file.trace();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public boolean finelyTimed() {
        return file.finelyTimed();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed: {}", location().path(), e.getMessage());
        }
    }
}
