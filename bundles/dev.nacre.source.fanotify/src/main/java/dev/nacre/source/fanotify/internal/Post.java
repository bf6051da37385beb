/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.linux.LinuxException;

/** A group, what marks for it and what reads it. Owns all of them. */
final class Post implements AutoCloseable {
    private final Readers readers;
    private final Trees trees;
    private final Marks marks;

    /**
     * Takes over the group, which is closed where this fails.
     *
     * @param name of the readers
     * @param leases to be closed before this
     */
    Post(
            String name,
            Group group,
            Leases leases,
            Features features,
            Mounts mounts,
            EventSink sink,
            Faults faults)
            throws LinuxException {
        this.readers = new Readers(name, features, group, mounts, sink, leases, faults);
        try {
            this.trees = new Trees(group, features, mounts, sink, faults);
        } catch (LinuxException e) {
            readers.close();
            throw e;
        }
        this.marks = new Marks(group);
    }

    void start() {
        readers.start();
        trees.start();
    }

    Readers readers() {
        return readers;
    }

    Trees trees() {
        return trees;
    }

    Marks marks() {
        return marks;
    }

    @Override
    public void close() {
        trees.close();
        readers.close();
    }
}
