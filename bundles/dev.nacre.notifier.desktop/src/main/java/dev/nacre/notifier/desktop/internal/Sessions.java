/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is logged in: whose folder has the socket of a bus (pam_systemd(8), XDG_RUNTIME_DIR). No link
 * is followed, because the users themselves may put what they like there.
 *
 * @param folder of the users' folders, each named by a user's number
 */
record Sessions(Path folder) {
    static final Sessions OF_THIS_MACHINE = new Sessions(Path.of("/run/user"));

    boolean has(int uid) {
        return Files.exists(bus(uid), LinkOption.NOFOLLOW_LINKS);
    }

    Path bus(int uid) {
        return home(uid).resolve("bus");
    }

    /** The group that a user is in first, whom the folder was made for. */
    int group(int uid) throws IOException {
        return (Integer) Files.getAttribute(home(uid), "unix:gid", LinkOption.NOFOLLOW_LINKS);
    }

    private Path home(int uid) {
        return folder.resolve(Integer.toString(uid));
    }

    /** All who are logged in now. */
    Set<Integer> users() throws IOException {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.map(home -> home.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .filter(this::has)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
