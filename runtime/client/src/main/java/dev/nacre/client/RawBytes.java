/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names as the bytes that Linux knows. Strings of the JDK lose what the locale cannot say; a {@link
 * Path} holds the very bytes, and its URI shows them with nothing lost.
 */
final class RawBytes {
    private RawBytes() {}

    /**
     * The last {@code count} arguments of this process (proc_pid_cmdline(5)): those behind the main
     * class, whatever stood before it.
     */
    static List<byte[]> arguments(int count) throws IOException {
        List<byte[]> all = split(Files.readAllBytes(Path.of("/proc/self/cmdline")));
        return all.subList(all.size() - count, all.size());
    }

    /** A variable of the environment (proc_pid_environ(5)); empty where it is not set. */
    static Optional<byte[]> environment(String name) throws IOException {
        byte[] start = (name + "=").getBytes(StandardCharsets.US_ASCII);
        return split(Files.readAllBytes(Path.of("/proc/self/environ"))).stream()
                .filter(entry -> entry.length > start.length)
                .filter(entry -> Arrays.equals(entry, 0, start.length, start, 0, start.length))
                .map(entry -> Arrays.copyOfRange(entry, start.length, entry.length))
                .findFirst();
    }

    /** The strings that are each closed by a NUL. */
    static List<byte[]> split(byte[] closed) {
        List<byte[]> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < closed.length; i++) {
            if (closed[i] == 0) {
                strings.add(Arrays.copyOfRange(closed, start, i));
                start = i + 1;
            }
        }
        return strings;
    }

    /** The working directory (proc_pid_cwd(5)). */
    static byte[] workingDirectory() throws IOException {
        Path directory = Files.readSymbolicLink(Path.of("/proc/self/cwd"));
        byte[] bytes = decode(directory.toUri().getRawPath());
        boolean closed = bytes.length > 1 && bytes[bytes.length - 1] == '/';
        return closed ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** The path of these bytes; from {@code directory} on where they are no absolute path. */
    static Path path(byte[] directory, byte[] bytes) {
        boolean absolute = bytes.length > 0 && bytes[0] == '/';
        String path = absolute ? encode(bytes) : encode(directory) + "/" + encode(bytes);
        return Path.of(URI.create("file://" + path));
    }

    static String encode(byte[] path) {
        StringBuilder text = new StringBuilder();
        for (byte b : path) {
            if (b == '/' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9') {
                text.append((char) b);
            } else {
                text.append('%')
                        .append(Character.forDigit(b >> 4 & 15, 16))
                        .append(Character.forDigit(b & 15, 16));
            }
        }
        return text.toString();
    }

    static byte[] decode(String path) {
        byte[] in = path.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                out.write(Character.digit(in[i + 1], 16) << 4 | Character.digit(in[i + 2], 16));
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toByteArray();
    }
}
