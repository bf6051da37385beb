/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Answers a client in frames of the {@link Protocol}. Any thread. */
final class FrameWriter {
    private static final int HEADER = 1 + Integer.BYTES;

    /** How long a client may leave its output unread: a pager that waits for its reader. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final WritableByteChannel channel;
    private final Deadline deadline;
    private final ByteBuffer buffer = ByteBuffer.allocate(HEADER + Protocol.MAX_FRAME);

    FrameWriter(WritableByteChannel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    void accepted() throws IOException {
        write(Protocol.ACCEPTED, new byte[0]);
    }

    void exit(int code) throws IOException {
        write(Protocol.EXIT, new byte[] {(byte) code});
    }

    void error(String message) throws IOException {
        write(Protocol.ERROR, message.getBytes(StandardCharsets.UTF_8));
    }

    private void write(int type, byte[] bytes) throws IOException {
        write(type, bytes, 0, bytes.length);
    }

    private synchronized void write(int type, byte[] bytes, int offset, int length)
            throws IOException {
        int at = offset;
        int left = length;
        do {
            int part = Math.min(left, Protocol.MAX_FRAME);
            buffer.clear().put((byte) type).putInt(part).put(bytes, at, part).flip();
            deadline.in(PATIENCE);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            deadline.none();
            at += part;
            left -= part;
        } while (left > 0);
    }

    /** A stream whose every write becomes a frame of {@code type}. */
    PrintStream stream(int type) {
        OutputStream frames =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        FrameWriter.this.write(type, new byte[] {(byte) b});
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        FrameWriter.this.write(type, bytes, offset, length);
                    }
                };
        return new PrintStream(frames, true, StandardCharsets.UTF_8);
    }
}
