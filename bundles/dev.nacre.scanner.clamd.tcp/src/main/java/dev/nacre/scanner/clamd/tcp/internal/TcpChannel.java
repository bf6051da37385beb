/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.NotHandedOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A connection over TCP. Files go by INSTREAM: chunks, each a length of four bytes in network order
 * and as many bytes, ended by a length of 0 (clamd(8)).
 */
final class TcpChannel implements Channel {
    private static final byte[] INSTREAM = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 64 << 10;

    /** With less room than this the buffer goes out before more is read. */
    private static final int LEAST = 4 << 10;

    private final Socket socket;
    private final long longest;
    private final InputStream in;
    private final OutputStream out;

    /**
     * The command, the length and a chunk: what is short goes as one packet. Used by one writer.
     */
    private final ByteBuffer buffer =
            ByteBuffer.allocate(INSTREAM.length + Integer.BYTES + CHUNK + Integer.BYTES);

    TcpChannel(Socket socket, long longest) throws IOException {
        this.socket = socket;
        this.longest = longest;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] target) throws IOException {
        try {
            return in.read(target);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public void limitReads(Duration most) throws IOException {
        socket.setSoTimeout((int) most.toMillis());
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void send(FileContent file, BooleanSupplier wanted) throws IOException {
        buffer.clear();
        buffer.put(INSTREAM);
        NotHandedOver trouble = null;
        long position = 0;
        while (trouble == null) {
            int lengthAt = buffer.position();
            buffer.putInt(0);
            int read;
            try {
                read = read(file, position);
            } catch (IOException e) {
                trouble = new NotHandedOver(UnscannedReason.UNREADABLE, message(e));
                break;
            }
            if (read == 0) {
                break;
            }
            position += read;
            trouble = objection(position, wanted);
            if (trouble != null) {
                buffer.position(lengthAt).putInt(0);
                break;
            }
            buffer.putInt(lengthAt, read);
            if (buffer.remaining() < LEAST) {
                flush();
            }
        }
        // Also where not all was sent: clamd then answers, and the connection is of use still.
        flush();
        if (trouble != null) {
            throw trouble;
        }
    }

    private int read(FileContent file, long position) throws IOException {
        int before = buffer.position();
        ByteBuffer chunk = buffer.slice(before, Math.min(CHUNK, room(before)));
        int read = file.read(chunk, position);
        buffer.position(before + read);
        return read;
    }

    /** Leaves room for the length of 0 that may follow. */
    private int room(int position) {
        return buffer.capacity() - position - Integer.BYTES;
    }

    private NotHandedOver objection(long sent, BooleanSupplier wanted) {
        if (sent > longest) {
            return new NotHandedOver(
                    UnscannedReason.LIMIT_EXCEEDED,
                    "it grew beyond the " + longest + " bytes that clamd takes");
        }
        if (!wanted.getAsBoolean()) {
            return new NotHandedOver(
                    UnscannedReason.TIMED_OUT, "it could not be sent to clamd in time");
        }
        return null;
    }

    private static String message(IOException e) {
        return "it cannot be read: " + e.getMessage();
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    @Override
    public Set<Integer> processes() {
        return Set.of();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
