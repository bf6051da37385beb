/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

/**
 * A message cannot be sent, however often it is tried. The message says what was refused by whom,
 * why, and what to do.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
