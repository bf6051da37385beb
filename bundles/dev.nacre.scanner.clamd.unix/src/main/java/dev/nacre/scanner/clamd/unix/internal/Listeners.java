/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the processes behind a listening Unix socket.
 *
 * <p>SO_PEERCRED names who called listen(2) (unix(7)). With socket activation, as Debian's package
 * has it, that is systemd, process 1, which must not be exempt from scans, while clamd has
 * inherited the socket. So the word of the kernel is checked against the descriptors that processes
 * hold.
 *
 * @param proc where procfs is mounted
 */
record Listeners(Path proc) {
    /** Num RefCount Protocol Flags Type St Inode Path (proc(5), /proc/net/unix). */
    private static final Pattern LINE =
            Pattern.compile("\\S+ \\S+ \\S+ ([0-9A-F]{8}) \\S+ \\S+ +(\\d+) (/.*)");

    /** __SO_ACCEPTCON in include/uapi/linux/net.h. */
    private static final long LISTENS = 1 << 16;

    private static final int SYSTEM_MANAGER = 1;

    /**
     * The processes that hold the listening socket.
     *
     * @param named whom SO_PEERCRED names; 0 where it is in another PID namespace
     * @param socket the socket's path
     */
    Set<Integer> of(long named, Path socket) {
        if (named > SYSTEM_MANAGER) {
            Path process = proc.resolve(Long.toString(named));
            // In a container the path may be another, but hardly its last part.
            Set<String> listening =
                    listening(
                            process.resolve("net/unix"),
                            path -> socket.getFileName().equals(path.getFileName()));
            if (holds(process, listening)) {
                return Set.of((int) named);
            }
        }
        return holders(listening(proc.resolve("net/unix"), path -> same(path, socket)));
    }

    private Set<Integer> holders(Set<String> sockets) {
        Set<Integer> holders = new HashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                int pid = Integer.parseInt(proc.relativize(process).toString());
                if (pid != SYSTEM_MANAGER && holds(process, sockets)) {
                    holders.add(pid);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Set.of();
        }
        return holders;
    }

    private static Set<String> listening(Path table, Predicate<Path> wanted) {
        Set<String> links = new HashSet<>();
        try {
            for (String line : Files.readString(table, StandardCharsets.ISO_8859_1).split("\n")) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()
                        && (Long.parseLong(matcher.group(1), 16) & LISTENS) != 0
                        && wanted.test(Path.of(matcher.group(3)))) {
                    links.add("socket:[" + matcher.group(2) + "]");
                }
            }
        } catch (IOException | RuntimeException e) {
            // A process that has ended, or a name that is no path here.
            return Set.of();
        }
        return links;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        if (sockets.isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Such as /var/run/clamav/clamd.ctl and /run/clamav/clamd.ctl. */
    static boolean same(Path one, Path other) {
        return one.equals(other) || real(one).equals(real(other));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.normalize();
        }
    }
}
