/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import java.io.IOException;

/** The name that a file was reached by does not lead to it any more. */
final class Swapped extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean nameless;

    /**
     * @param nameless whether no name leads to the file
     */
    Swapped(boolean nameless) {
        super(
                nameless
                        ? "it was deleted meanwhile, and no name of it is left"
                        : "it was renamed or replaced meanwhile");
        this.nameless = nameless;
    }

    boolean isNameless() {
        return nameless;
    }
}
