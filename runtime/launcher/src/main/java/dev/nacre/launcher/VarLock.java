/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a {@code var} folder for one host: {@code run/host.pid}, locked and with the process id in
 * it. The kernel lets go of the lock when the process ends in whatever way, so a file that is left
 * over means nothing.
 */
final class VarLock implements AutoCloseable {
    private final FileChannel channel;

    private VarLock(FileChannel channel) {
        this.channel = channel;
    }

    static VarLock take(Path var) throws Refusal {
        Path file = var.resolve("run").resolve("host.pid");
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                if (!locked(channel)) {
                    throw new Refusal(
                            var
                                    + " is in use by a running host, process "
                                    + read(channel)
                                    + "; stop that one, or name another folder with --var");
                }
                channel.truncate(0);
                channel.write(encode(ProcessHandle.current().pid() + "\n"), 0);
                return new VarLock(channel);
            } catch (Refusal | IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Refusal("cannot lock " + file + ": " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    private static ByteBuffer encode(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
