/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

/** The arguments make no sense; the message says which and why. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
