/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

/** A part of the host is not there now; the message says which, and what to do. */
public final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
        super(message);
    }
}
