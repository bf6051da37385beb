/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An access, as filters see it. What costs a system call is asked for on first use and kept; none
 * of these calls opens a file outside procfs.
 */
@ProviderType
public interface Access {
    /** {@return what is done to the file} */
    AccessKind kind();

    /** {@return where the file lies, as far as it can be known now} */
    Location location();

    /** {@return the size in bytes when the access was reported} */
    long size();

    /**
     * {@return the type of the file system that holds the file, as proc_pid_mountinfo(5) has it,
     * such as {@code ext4} or {@code fuse.sshfs}; empty where no mount of ours shows the file}
     */
    default Optional<String> fileSystem() {
        return Optional.empty();
    }

    /** {@return the id of the process that makes the access; 0 where unknown} */
    int pid();

    /** {@return the process; empty where it has ended or is not known} */
    Optional<Accessor> process();
}
