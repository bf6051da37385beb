/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Users and groups by name, wherever this machine has them from (nsswitch.conf(5)). Each call opens
 * files, and may ask a server and wait for it: not for threads that the kernel's answer hangs on.
 */
public final class Accounts {
    /**
     * {@code struct passwd} and {@code struct group} both begin with two pointers, which the id
     * follows; neither is as long as this.
     */
    private static final int ENTRY_SIZE = 128;

    private static final int ID_OFFSET = 2 * Native.POINTER_SIZE;

    /** Enough for all but groups with hundreds of members. */
    private static final int FIRST_SIZE = 4096;

    private static final int LARGEST_SIZE = 1 << 24;

    /** NGROUPS_MAX, limits.h: no process is in more. */
    private static final int MOST_GROUPS = 65536;

    private interface Lookup {
        int ask(byte[] name, long entry, long buffer, long size, long result);
    }

    private Accounts() {}

    /**
     * The id of a user; empty where there is none of this name.
     *
     * @throws LinuxException where it cannot be told now
     */
    public static OptionalInt user(String name) throws LinuxException {
        return id(find("user", name, LibC::getpwnam_r));
    }

    /**
     * The id of a group; empty where there is none of this name.
     *
     * @throws LinuxException where it cannot be told now
     */
    public static OptionalInt group(String name) throws LinuxException {
        return id(find("group", name, LibC::getgrnam_r));
    }

    /**
     * The id of the group that a user's processes begin with; empty where there is no such user.
     *
     * @throws LinuxException where it cannot be told now
     */
    public static OptionalInt groupOf(String user) throws LinuxException {
        NativeBuffer entry = find("user", user, LibC::getpwnam_r);
        return entry == null
                ? OptionalInt.empty()
                : OptionalInt.of(entry.bytes().getInt(ID_OFFSET + Integer.BYTES));
    }

    /**
     * The ids of the groups that a user is in after a login; empty where there is no such user.
     *
     * @throws LinuxException where it cannot be told now
     */
    public static Set<Integer> groupsOf(String user) throws LinuxException {
        NativeBuffer entry = find("user", user, LibC::getpwnam_r);
        if (entry == null) {
            return Set.of();
        }
        int own = entry.bytes().getInt(ID_OFFSET + Integer.BYTES);
        NativeBuffer groups = new NativeBuffer(MOST_GROUPS * Integer.BYTES);
        NativeBuffer count = new NativeBuffer(Integer.BYTES);
        count.bytes().putInt(0, MOST_GROUPS);
        // Where there are more, as many as there is room for are told.
        LibC.getgrouplist(cString(user), own, groups.address(), count.address());
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < Math.min(count.bytes().getInt(0), MOST_GROUPS); i++) {
            all.add(groups.bytes().getInt(i * Integer.BYTES));
        }
        return all;
    }

    private static OptionalInt id(NativeBuffer entry) {
        return entry == null
                ? OptionalInt.empty()
                : OptionalInt.of(entry.bytes().getInt(ID_OFFSET));
    }

    /** The entry, whose texts are void; {@code null} where there is none. */
    private static NativeBuffer find(String kind, String name, Lookup lookup)
            throws LinuxException {
        byte[] text = cString(name);
        NativeBuffer entry = new NativeBuffer(ENTRY_SIZE);
        NativeBuffer result = new NativeBuffer(Native.POINTER_SIZE);
        int size = FIRST_SIZE;
        int errno;
        do {
            NativeBuffer room = new NativeBuffer(size);
            errno = lookup.ask(text, entry.address(), room.address(), size, result.address());
            Reference.reachabilityFence(room);
            size *= 2;
        } while (errno == Errno.ERANGE && size <= LARGEST_SIZE);
        return switch (errno) {
            case 0 -> isNull(result) ? null : entry;
            // Each of these may say that there is none: getpwnam(3), ERRORS.
            case Errno.ENOENT, Errno.ESRCH, Errno.EBADF, Errno.EPERM -> null;
            default -> throw new LinuxException("look up " + kind + " " + name, errno);
        };
    }

    private static byte[] cString(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static boolean isNull(NativeBuffer pointer) {
        return Native.POINTER_SIZE == Long.BYTES
                ? pointer.bytes().getLong(0) == 0
                : pointer.bytes().getInt(0) == 0;
    }
}
