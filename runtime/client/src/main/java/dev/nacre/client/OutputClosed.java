/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.IOException;

/** Whoever read our output has gone. */
final class OutputClosed extends Exception {
    private static final long serialVersionUID = 1L;

    OutputClosed(IOException cause) {
        super(cause);
    }
}
