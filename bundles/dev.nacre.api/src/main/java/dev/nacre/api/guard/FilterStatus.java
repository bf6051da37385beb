/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.guard;

/**
 * A filter and what it has done since it came.
 *
 * @param name what people know it by
 * @param kind what it goes by, such as {@code path}; empty where it does not say
 * @param exempted accesses that needed no scan by a rule of its
 */
public record FilterStatus(String name, String kind, long exempted) {}
