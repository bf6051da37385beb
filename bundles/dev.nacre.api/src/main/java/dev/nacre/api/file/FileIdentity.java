/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

/**
 * What makes two looks at a file looks at the same content: a change of content changes one of
 * these. The time of status change (ctime) is among them because, unlike mtime, no call sets it
 * back (utimensat(2)).
 *
 * @param device device number as the kernel packs it (makedev(3))
 * @param inode inode number
 * @param size bytes
 * @param modified mtime, nanoseconds since 1970
 * @param changed ctime, nanoseconds since 1970
 */
public record FileIdentity(long device, long inode, long size, long modified, long changed) {}
