/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.newsclub.net.unix.FileDescriptorCast;

/** A file of the test's, open for reading. */
final class OpenedFile implements FileContent, Closeable {
    private final FileInputStream stream;
    private final int descriptor;
    private final long size;

    OpenedFile(Path path) throws IOException {
        stream = new FileInputStream(path.toFile());
        descriptor = FileDescriptorCast.using(stream.getFD()).as(Integer.class);
        size = stream.getChannel().size();
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    @Override
    public FileIdentity identify() {
        return new FileIdentity(0, 0, size, 0, 0);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return Math.max(0, stream.getChannel().read(target, position));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
