/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.file.BytePath;

/**
 * A line of {@code /proc/self/mountinfo} (proc_pid_mountinfo(5)).
 *
 * @param id the mount's id, as statx(2) tells it
 * @param device of the file system, packed as makedev(3) does
 * @param root the folder of the file system that is mounted
 * @param point where it is mounted
 * @param type of the file system, such as {@code ext4}
 * @param source what is mounted, such as {@code /dev/sda1}; any text where there is no such thing
 */
public record Mount(
        long id, long device, BytePath root, BytePath point, String type, BytePath source) {}
