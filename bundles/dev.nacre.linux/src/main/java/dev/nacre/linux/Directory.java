/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Fcntl;
import java.util.ArrayList;
import java.util.List;

/** Lists folders whose names are bytes, which {@code java.nio.file} cannot. */
public final class Directory {
    private static final int BUFFER = 32 * 1024;

    /**
     * A name in a folder.
     *
     * @param name without any slash
     * @param directory whether it is a folder itself (no link to one)
     * @param regular whether it is a regular file
     */
    public record Entry(BytePath name, boolean directory, boolean regular) {}

    private Directory() {}

    /**
     * The names in a folder, without {@code .} and {@code ..}, in the file system's order.
     *
     * @param folder followed where it is a symbolic link
     */
    public static List<Entry> list(BytePath folder) throws LinuxException {
        int descriptor = Descriptors.open(folder, Fcntl.O_RDONLY | Fcntl.O_DIRECTORY);
        try {
            return list(folder, descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    /**
     * Likewise, by a descriptor opened for reading and not listed by before.
     *
     * @param folder for the message of an error
     */
    public static List<Entry> list(BytePath folder, int descriptor) throws LinuxException {
        DirectoryReader reader = new DirectoryReader(folder, descriptor, new NativeBuffer(BUFFER));
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
            entries.add(entry);
        }
        return entries;
    }
}
