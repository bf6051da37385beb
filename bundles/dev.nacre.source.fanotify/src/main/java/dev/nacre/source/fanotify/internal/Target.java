/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

/**
 * What a mark covers.
 *
 * @param filesystem a whole file system, else one mount
 * @param id the device of the file system, else the mount's id
 */
record Target(boolean filesystem, long id) {}
