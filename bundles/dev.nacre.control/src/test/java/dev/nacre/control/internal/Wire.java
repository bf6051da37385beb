/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that need not keep to the protocol. */
final class Wire implements AutoCloseable {
    record Frame(int type, String text) {}

    private final SocketChannel channel;
    private final DataInputStream in;

    Wire(Path folder) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        in = new DataInputStream(Channels.newInputStream(channel));
    }

    Wire send(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
        return this;
    }

    /** Sends nothing more; reads on. */
    Wire end() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    Frame read() throws IOException {
        int type = in.readUnsignedByte();
        byte[] bytes = in.readNBytes(in.readInt());
        return new Frame(type, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Whether the host has closed. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A body with its length before it. */
    static byte[] framed(byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /** The body of a request. */
    static byte[] body(int version, String directory, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(version);
            out.writeByte(0);
            out.writeShort(0);
            out.writeInt(arguments.length);
            for (String argument : arguments) {
                write(out, argument);
            }
            write(out, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] request(String... arguments) {
        return framed(body(Protocol.VERSION, "/", arguments));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
