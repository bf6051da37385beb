/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Where everything of one host lies.
 *
 * @param home the unpacked distribution; absolute
 * @param etc the configurations; absolute
 * @param var what the host keeps; absolute
 */
record Layout(Path home, Path etc, Path var) {
    private static final List<String> KEPT = List.of("cache", "cm", "log", "quarantine", "run");

    /** Only the host's own user: quarantined files and secrets lie below. */
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static Layout of(Path home, Arguments arguments) {
        Path root = home.toAbsolutePath().normalize();
        return new Layout(
                root,
                arguments.etc().orElse(root.resolve("etc")).toAbsolutePath().normalize(),
                arguments.var().orElse(root.resolve("var")).toAbsolutePath().normalize());
    }

    Path features() {
        return home.resolve("features");
    }

    Path repository() {
        return home.resolve("repository");
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path nativeLibraries() {
        return var.resolve("cache/native");
    }

    /** Checks what must be there and makes what the host itself needs. */
    void prepare() throws Refusal {
        if (!Files.isDirectory(etc)) {
            throw new Refusal(
                    "there is no configuration folder "
                            + etc
                            + "; copy the etc of the distribution there, or name another with --etc");
        }
        if (etc.toString().contains(",")) {
            throw new Refusal(
                    etc + " has a comma in its name, which File Install splits at; rename it");
        }
        make(var);
        for (String name : KEPT) {
            make(var.resolve(name));
        }
        make(nativeLibraries());
    }

    private static void make(Path directory) throws Refusal {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, OWNER_ONLY);
            }
        } catch (IOException e) {
            throw new Refusal("cannot make the folder " + directory + ": " + e, e);
        }
    }
}
