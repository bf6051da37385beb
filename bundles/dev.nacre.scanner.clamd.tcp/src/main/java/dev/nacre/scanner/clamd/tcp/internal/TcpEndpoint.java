/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * A host that clamd listens on.
 *
 * @param host name or address; a name is looked up at each connection
 * @param port its port
 * @param longest files that grow beyond while they are sent are given up, in bytes
 */
record TcpEndpoint(String host, int port, long longest) implements Endpoint {
    @Override
    public String name() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    @Override
    public String remedy() {
        return "Start clamd there, with TCPSocket and TCPAddr set in its clamd.conf, or correct"
                + " hosts in "
                + ClamdTcp.PID;
    }

    @Override
    public Channel open(Duration timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the name is not known");
        }
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) timeout.toMillis());
            return new TcpChannel(socket, longest);
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new IOException("it takes no connection", e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
