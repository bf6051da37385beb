/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.spi;

import dev.nacre.api.scan.UnscannedReason;
import java.io.IOException;

/** A file was not sent as a whole; the connection itself is in order. */
public final class NotHandedOver extends IOException {
    private static final long serialVersionUID = 1L;

    private final UnscannedReason reason;

    /**
     * @param reason why, for counting
     * @param detail why, for people
     */
    public NotHandedOver(UnscannedReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Why, for counting. */
    public UnscannedReason reason() {
        return reason;
    }
}
