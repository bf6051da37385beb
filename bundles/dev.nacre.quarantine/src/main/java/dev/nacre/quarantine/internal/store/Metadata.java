/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.QuarantineEntry;
import java.time.Instant;
import java.util.List;

/**
 * All that is kept of a file beside its bytes. Written once and never changed.
 *
 * @param entry what others are told
 * @param accessed atime, nanoseconds since 1970
 * @param device the device it was on
 * @param inode its inode there
 * @param attributes its extended attributes
 */
record Metadata(
        QuarantineEntry entry, long accessed, long device, long inode, List<Attribute> attributes) {
    private static final long NANOS = 1_000_000_000L;

    /** An extended attribute; access control lists are among them (acl(5)). */
    record Attribute(BytePath name, byte[] value) {}

    Metadata {
        attributes = List.copyOf(attributes);
    }

    String id() {
        return entry.id();
    }

    /** mtime, nanoseconds since 1970. */
    long modified() {
        return entry.modified().getEpochSecond() * NANOS + entry.modified().getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** The file as it was found; its ctime is not kept, as being set aside changes it. */
    FileIdentity origin() {
        return new FileIdentity(device, inode, entry.size(), modified(), 0);
    }
}
