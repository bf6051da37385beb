/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.folder;

/** Something is not to be used; the message says why, and what to do. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }
}
