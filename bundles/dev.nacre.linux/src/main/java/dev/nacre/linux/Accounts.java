/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

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
        return find("user", name, LibC::getpwnam_r);
    }

    /**
     * The id of a group; empty where there is none of this name.
     *
     * @throws LinuxException where it cannot be told now
     */
    public static OptionalInt group(String name) throws LinuxException {
        return find("group", name, LibC::getgrnam_r);
    }

    private static OptionalInt find(String kind, String name, Lookup lookup) throws LinuxException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(bytes, bytes.length + 1);
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
            case 0 ->
                    isNull(result)
                            ? OptionalInt.empty()
                            : OptionalInt.of(entry.bytes().getInt(ID_OFFSET));
            // Each of these may say that there is none: getpwnam(3), ERRORS.
            case Errno.ENOENT, Errno.ESRCH, Errno.EBADF, Errno.EPERM -> OptionalInt.empty();
            default -> throw new LinuxException("look up " + kind + " " + name, errno);
        };
    }

    private static boolean isNull(NativeBuffer pointer) {
        return Native.POINTER_SIZE == Long.BYTES
                ? pointer.bytes().getLong(0) == 0
                : pointer.bytes().getInt(0) == 0;
    }
}
