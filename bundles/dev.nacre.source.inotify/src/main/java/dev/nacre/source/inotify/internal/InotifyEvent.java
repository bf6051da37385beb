/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.LateEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
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
        implements LateEvent {
    private static final Logger LOG = LoggerFactory.getLogger(InotifyEvent.class);

    InotifyEvent {
        if (file != null) {
            own.opened(identity);
        }
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
