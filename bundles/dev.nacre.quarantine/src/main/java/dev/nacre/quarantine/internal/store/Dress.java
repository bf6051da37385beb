/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.ExtendedAttributes;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.libc.LibC;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;

/** Gives a new file the owner, mode, attributes and times of the one that was taken. */
final class Dress {
    /** Made by the kernel from other attributes; nobody else can write it (evm(7), IMA wiki). */
    private static final BytePath EVM = BytePath.of("security.evm");

    private Dress() {}

    /**
     * The order matters: a new owner clears the set-user-ID bits and capabilities (chown(2)), a
     * mode changes the mask of an access control list (acl(5)), and all but times change times.
     *
     * @param file open for writing, named {@code name} in {@code folder}
     */
    static void put(int file, Metadata metadata, Folder folder, BytePath name) throws IOException {
        folder.before("chown", name);
        if (LibC.fchown(file, metadata.entry().uid(), metadata.entry().gid()) != 0) {
            throw LinuxException.last("give the file back to its owner");
        }
        folder.before("chmod", name);
        if (LibC.fchmod(file, metadata.entry().mode()) != 0) {
            throw LinuxException.last("give the file its mode");
        }
        for (Metadata.Attribute attribute : metadata.attributes()) {
            if (!attribute.name().equals(EVM)) {
                folder.before("setxattr", name);
                ExtendedAttributes.set(file, attribute.name(), attribute.value());
            }
        }
        folder.before("set times of", name);
        Descriptors.setTimes(file, metadata.accessed(), metadata.modified());
    }
}
