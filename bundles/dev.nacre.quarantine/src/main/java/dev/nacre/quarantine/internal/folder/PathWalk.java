/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.folder;

import com.sun.jna.Native;
import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;

/**
 * Opens a folder that its users may rearrange at any time: name by name from the root, so that no
 * symbolic link that somebody put on the way leads elsewhere (path_resolution(7)).
 */
public final class PathWalk {
    private static final BytePath ROOT = BytePath.of("/");
    private static final int FOLDER = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private PathWalk() {}

    /**
     * @param path absolute, without {@code .}, {@code ..} and links
     * @return the folder, which the caller must close
     * @throws IOException with a message that begins with what stands in the way
     */
    public static Folder open(BytePath path, Probe probe) throws IOException {
        if (!path.isAbsolute()) {
            throw new IOException(path + " is not an absolute path");
        }
        int at = Descriptors.open(ROOT, FOLDER);
        BytePath reached = ROOT;
        try {
            for (BytePath name : path.names()) {
                reached = reached.resolve(name);
                int next = step(at, name, reached);
                Descriptors.close(at);
                at = next;
            }
            return Folder.reopen(at, path, probe);
        } finally {
            Descriptors.close(at);
        }
    }

    /** Whether this can be the name of a file: not empty, nor {@code .} or {@code ..}. */
    public static boolean isName(BytePath name) {
        return name.length() > 0
                && !name.equals(BytePath.of("."))
                && !name.equals(BytePath.of(".."));
    }

    private static int step(int folder, BytePath name, BytePath reached) throws IOException {
        if (!isName(name)) {
            throw new IOException(reached + " goes by . or .., and a plain path is needed");
        }
        try {
            return Descriptors.openAt(folder, name, FOLDER, 0);
        } catch (LinuxException e) {
            throw new IOException(reason(e, folder, name, reached), e);
        }
    }

    private static String reason(LinuxException e, int folder, BytePath name, BytePath reached) {
        FileStatus status = FileStatus.scratch();
        boolean known = status.read(folder, name);
        if (!known && Native.getLastError() == Errno.ENOENT) {
            return "the folder " + reached + " does not exist";
        }
        if (known && status.isLink()) {
            return reached + " is a symbolic link, which is not followed";
        }
        if (known && !status.isDirectory()) {
            return reached + " is not a folder";
        }
        return e.getMessage();
    }
}
