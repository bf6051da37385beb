/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.server;

import dev.nacre.api.config.Settings;

/**
 * Where a server listens: immutable.
 *
 * @param host a name or an address, one of IPv6 in brackets
 * @param port from 1 to 65,535
 */
public record Address(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /**
     * Reads the keys {@code host} and {@code port}, which the annotation type must define. What is
     * wrong is remembered by {@code settings}.
     */
    public static Address of(Settings settings) {
        return new Address(
                settings.parse(
                        "host", "a name, or an address, one of IPv6 in brackets", Address::host),
                settings.number("port", 1, LAST_PORT));
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(text);
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(text);
        }
        return new Address(host(text.substring(0, colon)), port);
    }

    private static String host(String text) {
        if (!text.matches("[\\w.-]+|\\[[\\w.:%]+]")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
