/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.quarantine;

import dev.nacre.api.file.BytePath;
import java.time.Instant;

/**
 * A file in quarantine.
 *
 * @param id what commands call it by: lower-case letters and digits
 * @param path where it was
 * @param signature what was found in it
 * @param taken when it was taken
 * @param size bytes
 * @param sha256 of its content, 64 hexadecimal digits
 * @param uid its owner
 * @param gid its group
 * @param mode its permissions (inode(7)), without the type
 * @param modified its mtime
 * @param links how many names it had; with more than one, others still lead to it
 */
public record QuarantineEntry(
        String id,
        BytePath path,
        String signature,
        Instant taken,
        long size,
        String sha256,
        int uid,
        int gid,
        int mode,
        Instant modified,
        int links) {}
