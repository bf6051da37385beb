/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

/** A constant with the name that configuration files use for it. */
public interface Named {
    /** Lower case, words joined by {@code -}. */
    String text();
}
