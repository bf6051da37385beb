/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.util.List;

/**
 * A configuration is wrong; the message names the file, each key, its value and what is allowed.
 */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfiguration(String where, List<String> problems) {
        super(where + ": " + String.join("; ", problems));
    }
}
