/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import java.net.URI;

/**
 * Where a syslog server listens.
 *
 * @param transport how it is spoken to
 * @param host a name or address; of the local socket its path
 * @param port of the local socket 0
 */
record Server(Transport transport, String host, int port) {
    /** How a server is spoken to, and the port that is usual (RFC 5426, 6587, 5425). */
    enum Transport {
        LOCAL(0),
        UDP(514),
        TCP(601),
        TLS(6514);

        private final int port;

        Transport(int port) {
            this.port = port;
        }
    }

    /**
     * Reads {@code /PATH}, {@code udp://HOST}, {@code tcp://HOST}, {@code tls://HOST}, the latter
     * with {@code :PORT} or without.
     *
     * @throws IllegalArgumentException where it is none of them
     */
    static Server parse(String text) {
        if (text.startsWith("/")) {
            return new Server(Transport.LOCAL, text, 0);
        }
        URI uri = URI.create(text);
        Transport transport =
                switch (String.valueOf(uri.getScheme())) {
                    case "udp" -> Transport.UDP;
                    case "tcp" -> Transport.TCP;
                    case "tls" -> Transport.TLS;
                    default -> throw new IllegalArgumentException();
                };
        boolean more = !uri.getRawPath().isEmpty() || uri.getRawUserInfo() != null;
        if (uri.getHost() == null || more || uri.getRawQuery() != null) {
            throw new IllegalArgumentException();
        }
        return new Server(
                transport,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? transport.port : uri.getPort());
    }

    @Override
    public String toString() {
        return transport == Transport.LOCAL
                ? host
                : transport.name().toLowerCase(java.util.Locale.ROOT) + "://" + host + ":" + port;
    }
}
