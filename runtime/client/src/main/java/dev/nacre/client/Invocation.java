/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What is asked of the host.
 *
 * @param arguments the verb and what belongs to it, byte for byte
 * @param directory where the caller stands, absolute
 * @param colour whether the standard output is a terminal that may be coloured
 * @param progress whether the standard error is a terminal
 * @param width columns of the terminal, at most 65535; 0 where unknown
 */
record Invocation(
        List<byte[]> arguments, byte[] directory, boolean colour, boolean progress, int width) {
    /** Of the control protocol, which {@code dev.nacre.control} describes. */
    private static final int VERSION = 1;

    private static final int FLAG_COLOUR = 1;
    private static final int FLAG_PROGRESS = 2;
    private static final int FLAG_PID = 4;

    /** The request as it is sent, its length included. */
    byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        try {
            DataOutputStream data = new DataOutputStream(body);
            data.writeByte(VERSION);
            data.writeByte((colour ? FLAG_COLOUR : 0) | (progress ? FLAG_PROGRESS : 0) | FLAG_PID);
            data.writeShort(width);
            data.writeInt(arguments.size());
            for (byte[] argument : arguments) {
                data.writeInt(argument.length);
                data.write(argument);
            }
            data.writeInt(directory.length);
            data.write(directory);
            data.writeInt((int) ProcessHandle.current().pid());
            new DataOutputStream(request).writeInt(body.size());
            body.writeTo(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request.toByteArray();
    }
}
