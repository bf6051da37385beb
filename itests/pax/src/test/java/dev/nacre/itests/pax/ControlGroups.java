/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Control groups of version 2 that a test makes (cgroups(7)); gone when it ends. */
final class ControlGroups implements AutoCloseable {
    private final Path root;
    private final Deque<Path> made = new ArrayDeque<>();

    private ControlGroups(Path root) {
        this.root = root;
    }

    /** Leaves the test out where processes have no control group of version 2. */
    static void assumeThere() throws IOException {
        assumeTrue(
                "needs control groups of version 2",
                Files.readString(Path.of("/proc/self/cgroup")).contains("0::/"));
    }

    /** Leaves the test out where no group can be made. */
    static ControlGroups assumeWritable() throws IOException {
        assumeThere();
        // ID PARENT DEVICE ROOT POINT ... - TYPE SOURCE OPTIONS: proc_pid_mountinfo(5)
        Optional<Path> root =
                Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                        .filter(line -> line.contains(" - cgroup2 "))
                        .map(line -> line.split(" "))
                        .filter(fields -> fields[3].equals("/"))
                        .map(fields -> Path.of(fields[4]))
                        .findFirst();
        assumeTrue(
                "needs a whole cgroup2 that is mounted and can be written",
                root.isPresent() && !Files.getFileStore(root.get()).isReadOnly());
        return new ControlGroups(root.orElseThrow());
    }

    /** Makes a group, and what it lies in; returns the file that takes a process into it. */
    Path make(String path) throws IOException {
        Path group = root;
        for (String name : path.split("/")) {
            group = group.resolve(name);
            if (!Files.exists(group)) {
                Files.createDirectory(group);
                made.push(group);
            }
        }
        return group.resolve("cgroup.procs");
    }

    @Override
    public void close() throws IOException {
        for (Path group : made) {
            Files.delete(group);
        }
    }
}
