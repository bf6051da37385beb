/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;

/** Makes errors of the kernel into messages that say what to do. */
final class Advice {
    private Advice() {}

    /**
     * @param what what cannot be done, such as {@code Cannot take /srv/x}
     * @param state how things are now, such as {@code it stays where it is}
     */
    static IOException explain(String what, IOException why, String state) {
        boolean elsewhere =
                why instanceof LeftAside || why instanceof Swapped swapped && swapped.isNameless();
        String outcome = elsewhere ? "" : "; " + state;
        return new IOException(what + ": " + why.getMessage() + outcome + todo(why), why);
    }

    private static String todo(IOException why) {
        if (!(why instanceof LinuxException failure)) {
            return "";
        }
        return switch (failure.errno()) {
            case Errno.ENOSPC, Errno.EDQUOT -> ". Make room on that file system and try again";
            case Errno.EROFS -> ". That file system is mounted read-only: remount it writable";
            case Errno.EPERM ->
                    ". The file or its folder may be immutable or append-only: see lsattr(1)";
            case Errno.EACCES -> ". The host may not do that: run it as root";
            case Errno.EMFILE -> ". Raise the host's limit of open files (ulimit -n)";
            default -> "";
        };
    }
}
