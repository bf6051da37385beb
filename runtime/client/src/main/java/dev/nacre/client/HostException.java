/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

/** The host could not be asked; the message, of one line, says why and what to do. */
final class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    HostException(String message) {
        super(message);
    }
}
