/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.MarkMode;

/**
 * How the kernel was told of a folder.
 *
 * @param path canonical: a folder of the watch, or what is mounted below one
 * @param mark never {@link MarkMode#AUTO}
 * @param why in words for people
 */
public record Marked(BytePath path, MarkMode mark, String why) {}
