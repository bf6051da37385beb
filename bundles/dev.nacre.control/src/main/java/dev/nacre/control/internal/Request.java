/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import dev.nacre.api.file.BytePath;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for.
 *
 * @param colour whether its standard output is a terminal that may be coloured
 * @param progress whether its standard error is a terminal
 * @param width columns of the terminal; 0 where unknown
 * @param arguments the verb, then what belongs to it
 * @param directory where the client stands, absolute
 * @param pid the client's process, as it says; 0 where it does not
 */
record Request(
        boolean colour,
        boolean progress,
        int width,
        List<BytePath> arguments,
        BytePath directory,
        int pid) {
    Request {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a request.
     *
     * @throws MalformedRequest where it is none, or was not sent whole
     */
    static Request read(InputStream in) throws IOException {
        byte[] body;
        try {
            DataInputStream data = new DataInputStream(in);
            int length = data.readInt();
            if (length < 0 || length > Protocol.MAX_REQUEST) {
                throw new MalformedRequest(
                        "a request has at most "
                                + Protocol.MAX_REQUEST
                                + " bytes, not "
                                + Integer.toUnsignedString(length));
            }
            body = new byte[length];
            data.readFully(body);
        } catch (EOFException e) {
            throw new MalformedRequest("the request ended before it was whole");
        }
        return parse(ByteBuffer.wrap(body));
    }

    private static Request parse(ByteBuffer body) throws MalformedRequest {
        try {
            int version = body.get();
            if (version != Protocol.VERSION) {
                throw new MalformedRequest(
                        "this host speaks version "
                                + Protocol.VERSION
                                + " of the control protocol, the client version "
                                + version
                                + "; use the bin/nacre that belongs to this host");
            }
            int flags = body.get();
            int width = Short.toUnsignedInt(body.getShort());
            List<BytePath> arguments = arguments(body);
            BytePath directory = bytes(body);
            if (!directory.isAbsolute()) {
                throw new MalformedRequest("the working directory is not an absolute path");
            }
            int pid = (flags & Protocol.FLAG_PID) != 0 ? body.getInt() : 0;
            if (body.hasRemaining()) {
                throw new MalformedRequest(body.remaining() + " bytes too many");
            }
            return new Request(
                    (flags & Protocol.FLAG_COLOUR) != 0,
                    (flags & Protocol.FLAG_PROGRESS) != 0,
                    width,
                    arguments,
                    directory,
                    pid);
        } catch (BufferUnderflowException e) {
            throw new MalformedRequest("a length in the request leads beyond its end");
        }
    }

    private static List<BytePath> arguments(ByteBuffer body) throws MalformedRequest {
        int count = body.getInt();
        if (count < 0 || count > body.remaining() / Integer.BYTES) {
            throw new MalformedRequest(
                    Integer.toUnsignedString(count) + " arguments do not fit into the request");
        }
        List<BytePath> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(bytes(body));
        }
        return arguments;
    }

    private static BytePath bytes(ByteBuffer body) throws MalformedRequest {
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        try {
            return BytePath.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest("an argument holds a NUL byte");
        }
    }
}
