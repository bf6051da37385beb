/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

/**
 * A thread of a source that is held up by one access.
 *
 * @param thread which; what holds it up is seen in its stack
 * @param relieved whether another reports in its place; where not, accesses wait for it
 */
public record Stall(Thread thread, boolean relieved) {}
