/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

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
 * A file that passed unscanned, and is looked at after the fact. Owns the open file.
 *
 * @param page of the access that it goes on for; held by who makes the event until it is accepted
 * @param fate is told what becomes of it
 */
record RescanEvent(
        OpenFile file,
        FileIdentity identity,
        AccessKind kind,
        Location location,
        Horizon.Page page,
        Fate fate)
        implements FileEvent {
    private static final Logger LOG = LoggerFactory.getLogger(RescanEvent.class);

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
    public boolean finelyTimed() {
        return file.finelyTimed();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed: {}", location.path(), e.getMessage());
        } finally {
            fate.closed();
        }
    }
}
