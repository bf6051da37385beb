/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file in memory.
 *
 * @param content its content
 * @param failsAt reading from here on fails; -1: nowhere
 */
record MemoryFile(byte[] content, long failsAt) implements FileContent {
    static MemoryFile of(byte[] content) {
        return new MemoryFile(content, -1);
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public FileIdentity identify() {
        return new FileIdentity(1, 1, content.length, 0, 0);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (failsAt >= 0 && position >= failsAt) {
            throw new IOException("Input/output error");
        }
        int length = (int) Math.min(target.remaining(), content.length - position);
        target.put(content, (int) position, length);
        return length;
    }
}
