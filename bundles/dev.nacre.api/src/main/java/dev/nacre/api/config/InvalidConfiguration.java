/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.util.List;

/**
 * A configuration is wrong; the message names the file, each key, its value and what is allowed.
 */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the file, or the configuration's name
     * @param problems each with its key, value, and what is allowed
     */
    public InvalidConfiguration(String where, List<String> problems) {
        super(where + ": " + String.join("; ", problems));
    }
}
