/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extended attributes of open files (xattr(7)); access control lists are among them, as {@code
 * system.posix_acl_access}. Their names are bytes, as those of files are.
 */
public final class ExtendedAttributes {
    private ExtendedAttributes() {}

    /**
     * The names of all that the caller may see; empty where the file system has none.
     *
     * @param descriptor opened for reading or writing, not with {@code O_PATH}
     */
    public static List<BytePath> names(int descriptor) throws LinuxException {
        byte[] list;
        try {
            list = whole((buffer, size) -> LibC.flistxattr(descriptor, buffer, size));
        } catch (LinuxException e) {
            if (e.errno() == Errno.EOPNOTSUPP) {
                return List.of();
            }
            throw e;
        }
        List<BytePath> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < list.length; i++) {
            if (list[i] == 0) {
                names.add(BytePath.of(Arrays.copyOfRange(list, start, i)));
                start = i + 1;
            }
        }
        return names;
    }

    /** The value of one. */
    public static byte[] get(int descriptor, BytePath name) throws LinuxException {
        byte[] key = name.cString();
        return whole((buffer, size) -> LibC.fgetxattr(descriptor, key, buffer, size));
    }

    /** Makes or replaces one. */
    public static void set(int descriptor, BytePath name, byte[] value) throws LinuxException {
        if (LibC.fsetxattr(descriptor, name.cString(), value, value.length, 0) != 0) {
            throw LinuxException.last("set the extended attribute " + name);
        }
    }

    private interface Call {
        long into(byte[] buffer, long size);
    }

    /** Asks for the size first, and again where it has grown meanwhile. */
    private static byte[] whole(Call call) throws LinuxException {
        while (true) {
            long size = call.into(null, 0);
            if (size >= 0) {
                byte[] buffer = new byte[(int) size];
                long length = size == 0 ? 0 : call.into(buffer, size);
                if (length >= 0) {
                    return Arrays.copyOf(buffer, (int) length);
                }
            }
            if (Native.getLastError() != Errno.ERANGE) {
                throw LinuxException.last("read the extended attributes");
            }
        }
    }
}
