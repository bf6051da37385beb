/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;

/**
 * A folder that a configuration names. The last name must not be a symbolic link, which could lead
 * elsewhere at any time; the names before may be.
 */
public final class NamedFolder {
    private static final int FLAGS = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private NamedFolder() {}

    /**
     * Opens it with {@code O_PATH}.
     *
     * @return the descriptor, the caller's own
     */
    public static int open(BytePath path) throws LinuxException {
        return Descriptors.open(withoutSlash(path), FLAGS);
    }

    /** Behind a slash even a link's last name would be followed. */
    private static BytePath withoutSlash(BytePath path) {
        int length = path.length();
        while (length > 1 && path.byteAt(length - 1) == '/') {
            length--;
        }
        return BytePath.of(path.bytes(), length);
    }

    /** Why {@link #open} failed, and what to do, as the end of a sentence. */
    public static String whyNot(BytePath path, LinuxException failure) {
        return switch (failure.errno()) {
            case Errno.ENOENT -> "does not exist: it is guarded as soon as it appears";
            case Errno.ENOTDIR, Errno.ELOOP -> whatInstead(withoutSlash(path));
            default -> "cannot be opened: " + failure.getMessage();
        };
    }

    private static String whatInstead(BytePath path) {
        BytePath target = Descriptors.readLink(path);
        return target == null
                ? "is not a folder: name the folder that holds it"
                : "is a symbolic link to " + target + ": name the folder it leads to";
    }
}
