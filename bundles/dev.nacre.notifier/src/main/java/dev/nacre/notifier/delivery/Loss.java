/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.api.config.Named;

/** Why a message was not sent by itself. Those that a digest was to count may be lost once more. */
enum Loss implements Named {
    /** More came than the queue holds; a digest counts it. */
    QUEUE_FULL("queue-full"),
    /** It was tried for as long as it may be; a digest counts it. */
    GIVEN_UP("given-up"),
    /** The receiver will not have it. */
    REFUSED("refused"),
    /** The notifier ended, as with the host, before it was sent or counted in a digest. */
    ENDED("ended");

    private final String text;

    Loss(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
