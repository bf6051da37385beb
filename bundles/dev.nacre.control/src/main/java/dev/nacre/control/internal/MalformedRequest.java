/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.io.IOException;

/** A client does not keep to the {@link Protocol}; the message says in what. */
final class MalformedRequest extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedRequest(String message) {
        super(message);
    }
}
