/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

/** The host cannot start; the message says what is wrong, with what, and what to do. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }

    Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
