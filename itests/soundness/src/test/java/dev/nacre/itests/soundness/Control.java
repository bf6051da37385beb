/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks a running host as {@code bin/nacre} does, by the protocol of {@code dev.nacre.control}: a
 * process for each question would take most of the tests' time.
 */
final class Control {
    private static final int VERSION = 1;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int ERROR = 4;

    private final Path socket;

    Control(Path var) {
        this.socket = var.resolve("run").resolve("control.sock");
    }

    JsonObject status() throws IOException {
        return JsonParser.parseString(ask("status", "--json").out()).getAsJsonObject();
    }

    /** What a verb has said, on both its outputs, and its exit code. */
    record Answer(String out, String err, int exit) {}

    Answer ask(String... words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request(words)));
            return answer(channel);
        }
    }

    private static byte[] request(String... words) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeByte(VERSION);
        data.writeByte(0);
        data.writeShort(0);
        data.writeInt(words.length);
        for (String word : words) {
            bytes(word, data);
        }
        bytes("/", data);
        return ByteBuffer.allocate(Integer.BYTES + body.size())
                .putInt(body.size())
                .put(body.toByteArray())
                .array();
    }

    private static void bytes(String text, DataOutputStream data) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private Answer answer(SocketChannel channel) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        while (true) {
            int type = in.readUnsignedByte();
            byte[] bytes = in.readNBytes(in.readInt());
            switch (type) {
                case STDOUT -> out.write(bytes);
                case STDERR -> err.write(bytes);
                case EXIT -> {
                    return new Answer(text(out.toByteArray()), text(err.toByteArray()), bytes[0]);
                }
                case ERROR -> throw new IOException(socket + ": " + text(bytes));
                default -> {}
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
