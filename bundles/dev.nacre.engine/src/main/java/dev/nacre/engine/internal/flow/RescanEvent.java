/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.LateEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
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
        implements LateEvent {
    private static final Logger LOG = LoggerFactory.getLogger(RescanEvent.class);

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
