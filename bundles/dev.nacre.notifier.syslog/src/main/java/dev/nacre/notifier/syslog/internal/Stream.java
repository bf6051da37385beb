/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection for one message, by TCP or TLS. Syslog has no answers, and what is written to a
 * connection may never be read. So our side is ended behind the message: a server that ends its own
 * side then has read all there is.
 */
final class Stream {
    private final Options options;
    private final int millis;

    Stream(Options options) {
        this.options = options;
        this.millis = (int) options.timeout().toMillis();
    }

    /**
     * Sends a message, its length in front of it (RFC 6587, 3.4.1; RFC 5425, 4.3).
     *
     * @return what came of it
     */
    String send(byte[] message) throws IOException {
        try (Socket plain = new Socket()) {
            Server server = options.server();
            plain.connect(new InetSocketAddress(server.host(), server.port()), millis);
            plain.setSoTimeout(millis);
            try (Socket socket = server.transport() == Server.Transport.TLS ? tls(plain) : plain) {
                OutputStream out = socket.getOutputStream();
                out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
                out.write(message);
                out.flush();
                socket.shutdownOutput();
                untilEnd(socket);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("it took longer than " + millis + " ms", e);
        }
        return " has read it";
    }

    private Socket tls(Socket plain) throws IOException {
        Server server = options.server();
        SSLSocket socket =
                (SSLSocket)
                        options.trust()
                                .context()
                                .getSocketFactory()
                                .createSocket(plain, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // RFC 5425, 5.2: the certificate is to be the server's, by its name, as in HTTPS.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void untilEnd(Socket socket) throws IOException {
        byte[] ignored = new byte[512];
        int count = 0;
        while (count >= 0) {
            count = socket.getInputStream().read(ignored);
        }
    }
}
