/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.LateEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that has arrived. Owns the open file from construction to {@link #close}; nobody waits for
 * an answer.
 */
record ArrivalEvent(Arrival arrival, FileIdentity identity, OpenFile file) implements LateEvent {
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
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed: {}", location().path(), e.getMessage());
        }
    }
}
