/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

/** A constant with the name that configuration files use for it. */
public interface Named {
    /** {@return the name: lower case, words joined by {@code -}} */
    String text();
}
