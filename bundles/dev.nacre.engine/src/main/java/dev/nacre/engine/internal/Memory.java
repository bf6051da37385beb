/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory this process may have: the machine's, or what its control group is limited to
 * (cgroups(7)), by a service manager for example.
 *
 * @param proc where proc(5) is mounted; control groups are found in {@code sys/fs/cgroup} beside it
 */
record Memory(Path proc) {
    static final Memory OF_THIS_PROCESS = new Memory(Path.of("/proc"));

    /** MemTotal of proc_meminfo(5). */
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

    /** Of version 2: the hierarchy without a number and without controllers. */
    private static final Pattern GROUP = Pattern.compile("(?m)^0::(/.*)$");

    /** Of version 1: that of the controller. */
    private static final Pattern GROUP_1 =
            Pattern.compile("(?m)^\\d+:(?:.*,)?memory(?:,.*)?:(/.*)$");

    /** In bytes; 0 where it is not known. */
    long bytes() {
        Matcher total = TOTAL.matcher(text(proc.resolve("meminfo")));
        if (!total.find()) {
            return 0;
        }
        String mine = text(proc.resolve("self/cgroup"));
        Path groups = proc.resolveSibling("sys/fs/cgroup");
        long limit = Long.parseLong(total.group(1)) * 1024;
        limit = Math.min(limit, limit(groups, GROUP.matcher(mine), "memory.max"));
        Path version1 = groups.resolve("memory");
        return Math.min(limit, limit(version1, GROUP_1.matcher(mine), "memory.limit_in_bytes"));
    }

    /** The lowest of the group's own limit and those of the groups that it is in. */
    private static long limit(Path hierarchy, Matcher group, String file) {
        long lowest = Long.MAX_VALUE;
        if (group.find()) {
            Path top = hierarchy.normalize();
            Path at = top.resolve(group.group(1).substring(1)).normalize();
            for (; at != null && at.startsWith(top); at = at.getParent()) {
                // Else "max", or there is none.
                String limit = text(at.resolve(file)).strip();
                lowest =
                        limit.matches("\\d{1,18}")
                                ? Math.min(lowest, Long.parseLong(limit))
                                : lowest;
            }
        }
        return lowest;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
