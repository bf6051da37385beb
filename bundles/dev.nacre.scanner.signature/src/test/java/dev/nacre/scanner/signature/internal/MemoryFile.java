/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file in memory, read in small pieces.
 *
 * @param content its content; null: it cannot be read
 * @param reads counts the reads
 */
record MemoryFile(byte[] content, AtomicInteger reads) implements FileContent {
    static MemoryFile of(String content) {
        return of(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static MemoryFile of(byte[] content) {
        return new MemoryFile(content, new AtomicInteger());
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public FileIdentity identify() throws IOException {
        if (content == null) {
            throw new IOException("Stale file handle");
        }
        return new FileIdentity(1, 1, content.length, 0, 0);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        reads.incrementAndGet();
        int left = (int) Math.max(0, content.length - position);
        int length = Math.min(Math.min(target.remaining(), left), 50);
        target.put(content, (int) position, length);
        return length;
    }
}
