/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message that came over D-Bus: as much of it as says which call it answers and how. It comes
 * from a process of the user's, which may send anything.
 *
 * @param to the serial of the call it answers; 0: none
 * @param error the name of the error; empty where it is none
 */
record Reply(int to, String error) {
    private static final int FIXED = 16;

    /** Much more than a bus or a notification daemon has to say. */
    private static final int LONGEST = 1 << 16;

    /** Message types and header fields, by their numbers. */
    private static final int ERROR = 3;

    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;

    /**
     * Reads one message.
     *
     * @throws EOFException where no more come
     * @throws IOException where it is no message, or too long
     */
    static Reply read(DataInputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED) {
            throw new EOFException("the bus hung up");
        }
        ByteOrder order = fixed[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer head = ByteBuffer.wrap(fixed).order(order);
        int body = length(head.getInt(4));
        int fields = length(head.getInt(12));
        byte[] rest = new byte[(fields + 7 & ~7) + body];
        in.readFully(rest);
        try {
            return of(fixed[1], ByteBuffer.wrap(rest, 0, fields).order(order));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("what the bus said is no message of D-Bus", e);
        }
    }

    private static int length(int said) throws IOException {
        if (said < 0 || said > LONGEST) {
            throw new IOException("what the bus said is no message of D-Bus, or too long");
        }
        return said;
    }

    private static Reply of(int type, ByteBuffer fields) {
        int to = 0;
        String error = "";
        while (fields.hasRemaining()) {
            align(fields, 8);
            int code = fields.get();
            String signature = text(fields, fields.get());
            switch (signature) {
                case "u" -> {
                    align(fields, 4);
                    int number = fields.getInt();
                    to = code == REPLY_SERIAL ? number : to;
                }
                case "s", "o" -> {
                    align(fields, 4);
                    String text = text(fields, fields.getInt());
                    error = code == ERROR_NAME ? text : error;
                }
                case "g" -> text(fields, fields.get());
                default -> throw new IllegalArgumentException(signature);
            }
        }
        return new Reply(to, type == ERROR ? error : "");
    }

    private static void align(ByteBuffer buffer, int boundary) {
        buffer.position(buffer.position() + boundary - 1 & -boundary);
    }

    /** Followed by a NUL. */
    private static String text(ByteBuffer buffer, int length) {
        if (length < 0 || length >= buffer.remaining()) {
            throw new IllegalArgumentException();
        }
        byte[] text = new byte[length];
        buffer.get(text).get();
        return new String(text, StandardCharsets.UTF_8);
    }
}
