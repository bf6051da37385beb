/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/**
 * One listener on one reader. What was logged before the listener came is forwarded first, in its
 * order; an entry that comes meanwhile is not forwarded twice.
 */
final class Attachment implements LogListener, AutoCloseable {
    private final LogReaderService reader;
    private final LogForwarder forwarder;
    private long last = -1;

    private Attachment(LogReaderService reader, LogForwarder forwarder) {
        this.reader = reader;
        this.forwarder = forwarder;
    }

    static Attachment to(LogReaderService reader, LogForwarder forwarder) {
        Attachment attachment = new Attachment(reader, forwarder);
        synchronized (attachment) {
            reader.addLogListener(attachment);
            attachment.replay();
        }
        return attachment;
    }

    private void replay() {
        List<LogEntry> newestFirst = new ArrayList<>(Collections.list(reader.getLog()));
        Collections.reverse(newestFirst);
        newestFirst.forEach(this::logged);
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (entry.getSequence() > last) {
            last = entry.getSequence();
            forwarder.forward(entry);
        }
    }

    @Override
    public void close() {
        reader.removeLogListener(this);
    }
}
