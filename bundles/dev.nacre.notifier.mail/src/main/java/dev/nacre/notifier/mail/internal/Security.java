/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.api.config.Named;

/** How a connection to a mail server is kept from others. */
enum Security implements Named {
    /** Encrypted from the first command on that matters, or not used (RFC 3207). */
    STARTTLS("starttls"),
    /** Encrypted from the first byte on (RFC 8314). */
    TLS("tls"),
    /** Not at all. */
    NONE("none");

    private final String text;

    Security(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
