/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jars may be plugins: those whose hash is listed; all, where there is no list.
 *
 * @param hashes SHA-256 in hexadecimal digits, lower case
 */
public record AllowList(Optional<Set<String>> hashes) {
    /** Any jar. */
    public static final AllowList ALL = new AllowList(Optional.empty());

    /** As sha256sum(1) prints: the hash, and a name that is for people. */
    private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-fA-F]{64})(?:\\s.*)?");

    /** Enough for ten thousand jars. */
    private static final int MOST_BYTES = 1 << 20;

    /**
     * Reads the list.
     *
     * @param file absolute; need not exist
     * @throws Refused where others can change it, or it is not as a list must be
     */
    public static AllowList read(Path file) throws IOException, Refused {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return ALL;
        }
        BytePath path = BytePath.of(file.toString());
        try (TrustedFolder folder = TrustedFolder.open(path.parent())) {
            int descriptor = folder.open(path.name(), path);
            try {
                return parse(read(descriptor, path), path);
            } finally {
                Descriptors.close(descriptor);
            }
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return ALL;
            }
            throw e;
        }
    }

    private static String read(int descriptor, BytePath path) throws IOException, Refused {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        while (bytes.hasRemaining() && Descriptors.read(descriptor, bytes, bytes.position()) > 0) {
            continue;
        }
        if (!bytes.hasRemaining()) {
            throw new Refused(path + " is larger than 1 MiB, which no list needs to be");
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static AllowList parse(String text, BytePath path) throws Refused {
        Set<String> hashes = new HashSet<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                hashes.add(matcher.group(1).toLowerCase(Locale.ROOT));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new Refused(
                        path
                                + " line "
                                + number
                                + " is not as sha256sum prints: 64 hexadecimal digits, two spaces,"
                                + " a name");
            }
        }
        return new AllowList(Optional.of(Set.copyOf(hashes)));
    }

    /** Whether a jar with this hash may be a plugin. */
    public boolean allows(String sha256) {
        return hashes.isEmpty() || hashes.get().contains(sha256);
    }
}
