/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

/** A connection ended while something waited for its answer. */
public final class SessionBroken extends Exception {
    private static final long serialVersionUID = 1L;

    SessionBroken(String reason) {
        super(reason);
    }
}
