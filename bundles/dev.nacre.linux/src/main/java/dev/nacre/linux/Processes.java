/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes as procfs shows them (proc(5)). Safe on threads that answer the kernel: it opens files
 * of procfs only, and the kernel refuses permission marks there.
 */
public final class Processes {
    /** More ancestors than any sane process has; ends a walk that a reused id has led astray. */
    private static final int MAX_ANCESTORS = 64;

    private static final int STATUS_SIZE = 4096;
    private static final BytePath OWN_NAMESPACE = Descriptors.readLink(proc("self", "ns/mnt"));
    private static final ThreadLocal<NativeBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> new NativeBuffer(STATUS_SIZE));

    private Processes() {}

    /** The process with its ancestors; empty where there is none of this id. */
    public static Optional<Accessor> find(int pid) {
        Status status = Status.of(pid);
        if (status == null) {
            return Optional.empty();
        }
        List<Accessor> ancestors = new ArrayList<>();
        int parent = status.parent;
        while (parent > 0 && ancestors.size() < MAX_ANCESTORS) {
            Status above = Status.of(parent);
            if (above == null) {
                break;
            }
            ancestors.add(above.accessor(List.of(), Set.of(), null));
            parent = above.parent;
        }
        return Optional.of(status.accessor(ancestors, groups(status.text), controlGroup(pid)));
    }

    /** Those that were read whole: who is in very many groups may be in more. */
    static Set<Integer> groups(String status) {
        Set<Integer> groups = new HashSet<>();
        // Gid: real, effective, saved set, file system
        String[] own = field(status, "\nGid:").split("\\s+");
        if (own.length > 1) {
            groups.add(Integer.parseUnsignedInt(own[1]));
        }
        for (String group : field(status, "\nGroups:").split("\\s+")) {
            if (!group.isEmpty()) {
                groups.add(Integer.parseUnsignedInt(group));
            }
        }
        return groups;
    }

    private static BytePath controlGroup(int pid) {
        String text = read(proc(pid, "cgroup"));
        return text == null ? null : controlGroup(text);
    }

    /** The one line of the version 2 hierarchy, {@code 0::PATH} (cgroups(7)); no path has a LF. */
    static BytePath controlGroup(String text) {
        int start = text.startsWith("0::") ? 0 : text.indexOf("\n0::") + 1;
        int end = text.indexOf('\n', start);
        boolean whole = text.startsWith("0::", start) && end >= 0;
        return whole
                ? BytePath.of(text.substring(start + 3, end).getBytes(StandardCharsets.ISO_8859_1))
                : null;
    }

    /** The lines of {@code /proc/PID/status} that matter here. */
    private record Status(int pid, int uid, int parent, String command, String text) {
        static Status of(int pid) {
            String text = read(proc(pid, "status"));
            if (text == null) {
                return null;
            }
            // Uid: real, effective, saved set, file system
            String uid = field(text, "\nUid:");
            String parent = field(text, "\nPPid:");
            String[] uids = uid.split("\\s+");
            return new Status(
                    pid,
                    uids.length > 1 ? Integer.parseUnsignedInt(uids[1]) : -1,
                    parent.isEmpty() ? 0 : Integer.parseInt(parent),
                    utf8(field(text, "Name:")),
                    text);
        }

        Accessor accessor(List<Accessor> ancestors, Set<Integer> groups, BytePath controlGroup) {
            BytePath executable = sharesOurMounts() ? Descriptors.readLink(proc(pid, "exe")) : null;
            return new Accessor(pid, uid, executable, command, ancestors, groups, controlGroup);
        }

        /**
         * In a mount namespace of its own a process may show any file under any name: what it runs
         * would prove nothing (mount_namespaces(7)).
         */
        private boolean sharesOurMounts() {
            BytePath namespace = Descriptors.readLink(proc(pid, "ns/mnt"));
            return namespace != null && namespace.equals(OWN_NAMESPACE);
        }
    }

    private static BytePath proc(Object pid, String name) {
        return BytePath.of("/proc/" + pid + "/" + name);
    }

    /** What stands behind a label, up to the last word that was read whole. */
    private static String field(String text, String label) {
        int start = text.indexOf(label);
        if (start < 0) {
            return "";
        }
        int end = text.indexOf('\n', start + label.length());
        int last = end < 0 ? Math.max(text.lastIndexOf(' '), start + label.length()) : end;
        return text.substring(start + label.length(), last).strip();
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The bytes of a file, each as the character of that number; {@code null} where none. */
    private static String read(BytePath path) {
        int flags = Fcntl.O_RDONLY | Fcntl.O_CLOEXEC;
        int descriptor = LibC.open(path.cString(), flags, 0);
        if (descriptor < 0) {
            return null;
        }
        try {
            NativeBuffer scratch = SCRATCH.get();
            long length = LibC.read(descriptor, scratch.address(), scratch.size());
            return length <= 0
                    ? null
                    : new String(scratch.copy((int) length), StandardCharsets.ISO_8859_1);
        } finally {
            LibC.close(descriptor);
        }
    }
}
