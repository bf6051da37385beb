/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * Where JNA and junixsocket unpack their libraries before they load them: below {@code var}, for
 * {@code /tmp} is often mounted noexec, and open to everyone.
 */
final class NativeLibraries {
    private static final List<String> PROPERTIES =
            List.of("jna.tmpdir", "org.newsclub.net.unix.library.tmpdir");

    private NativeLibraries() {}

    /**
     * @param directory an existing folder that only the host's user can write
     */
    static void unpackTo(Path directory) {
        PROPERTIES.forEach(property -> System.setProperty(property, directory.toString()));
    }
}
