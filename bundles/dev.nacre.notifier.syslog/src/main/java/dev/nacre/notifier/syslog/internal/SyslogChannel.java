/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import dev.nacre.linux.UnixDatagrams;
import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** The way to a syslog server. Each message goes by a socket of its own: they are rare. */
final class SyslogChannel implements Channel {
    /** How long a machine nearby may take to say that nobody listens. */
    private static final int UNREACHABLE_MILLIS = 20;

    private final Options options;
    private final SyslogFormat format;

    SyslogChannel(Options options) {
        this.options = options;
        this.format = new SyslogFormat(options.facility());
    }

    @Override
    public String send(Message message) throws IOException {
        Server server = options.server();
        try {
            return server
                    + switch (server.transport()) {
                        case LOCAL -> local(format.local(message));
                        case UDP -> datagram(bytes(message));
                        case TCP, TLS -> new Stream(options).send(bytes(message));
                    };
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException("The message did not reach " + server + ": " + reason, e);
        }
    }

    private byte[] bytes(Message message) {
        return format.full(message).getBytes(StandardCharsets.UTF_8);
    }

    private String local(String text) throws IOException {
        try (UnixDatagrams socket = new UnixDatagrams(options.server().host())) {
            socket.send(text);
        }
        return " has taken it";
    }

    private String datagram(byte[] bytes) throws IOException {
        Server server = options.server();
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress address = InetAddress.getByName(server.host());
            socket.connect(new InetSocketAddress(address, server.port()));
            socket.send(new DatagramPacket(bytes, bytes.length));
            socket.setSoTimeout(UNREACHABLE_MILLIS);
            socket.receive(new DatagramPacket(new byte[1], 1));
        } catch (PortUnreachableException e) {
            throw new IOException("nobody listens there", e);
        } catch (SocketTimeoutException e) {
            return " was sent it; by UDP nobody says whether it arrived";
        }
        return " has answered";
    }
}
