/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import java.io.IOException;

/** A file that had been set aside could not be put back: its place was taken meanwhile. */
final class LeftAside extends IOException {
    private static final long serialVersionUID = 1L;

    LeftAside(String why, BytePath place, BytePath aside, IOException cause) {
        super(
                why
                        + "; what stood there could not be put back and is now "
                        + aside
                        + ": rename it to "
                        + place
                        + " by hand ("
                        + cause.getMessage()
                        + ")",
                cause);
    }
}
