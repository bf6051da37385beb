/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.FileIdentity;

/**
 * What one source reports to. While another reports the same accesses, as one takes over from the
 * other, a write that the other has reported is settled here, so that none is dealt with twice.
 */
final class SourceSink implements EventSink {
    private final EventSink sink;
    private volatile Overlap overlap;

    SourceSink(EventSink sink) {
        this.sink = sink;
    }

    /**
     * From now on another source reports the same.
     *
     * @param with {@code null}: no longer
     */
    void overlap(Overlap with) {
        overlap = with;
    }

    @Override
    public void written(long device, long inode) {
        sink.written(device, inode);
    }

    @Override
    public boolean settles(
            AccessKind kind,
            boolean permission,
            int pid,
            int mode,
            long device,
            long inode,
            long size,
            long modified,
            long changed) {
        Overlap with = overlap;
        return with != null
                        && !permission
                        && (kind == AccessKind.CLOSE_WRITE || kind == AccessKind.MODIFY)
                        && with.hasFromOther(
                                this, new FileIdentity(device, inode, size, modified, changed))
                || sink.settles(
                        kind, permission, pid, mode, device, inode, size, modified, changed);
    }

    @Override
    public void accept(FileEvent event) {
        sink.accept(event);
    }

    @Override
    public boolean holds(FileIdentity file) {
        return sink.holds(file);
    }

    @Override
    public boolean wants(Access arrival, FileIdentity file, Location from) {
        return sink.wants(arrival, file, from);
    }

    @Override
    public void folderArrived(Location folder, Location from) {
        sink.folderArrived(folder, from);
    }

    @Override
    public void lost(String reason) {
        sink.lost(reason);
    }
}
