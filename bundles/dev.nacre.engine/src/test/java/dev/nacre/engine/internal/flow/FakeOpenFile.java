/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.nio.ByteBuffer;

/** A file opened by name. */
final class FakeOpenFile implements OpenFile {
    private final FileIdentity identity;
    private volatile boolean closed;
    private volatile ChangeTrace trace = ChangeTrace.NONE;

    FakeOpenFile(FileIdentity identity) {
        this.identity = identity;
    }

    void traces(ChangeTrace next) {
        trace = next;
    }

    @Override
    public ChangeTrace trace() {
        return trace;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int descriptor() {
        return 8;
    }

    @Override
    public FileIdentity identify() {
        return identity;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
