/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.health;

/**
 * One thing that is not as it should be.
 *
 * @param subject what it is about, such as {@code scanner clamd} or {@code watch home}
 * @param health how bad it is
 * @param message what happened, and what to do
 */
public record Finding(String subject, Health health, String message) {}
