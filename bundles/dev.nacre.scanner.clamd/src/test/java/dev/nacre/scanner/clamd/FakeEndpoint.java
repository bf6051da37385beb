/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import dev.nacre.api.file.FileContent;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Reaches a {@link FakeClamd}. */
record FakeEndpoint(int port) implements Endpoint {
    @Override
    public String name() {
        return "port " + port;
    }

    @Override
    public String remedy() {
        return "Start it.";
    }

    @Override
    public Channel open(Duration timeout) throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                (int) timeout.toMillis());
        return new FakeChannel(socket);
    }

    private record FakeChannel(Socket socket) implements Channel {
        @Override
        public int read(byte[] target) throws IOException {
            try {
                return socket.getInputStream().read(target);
            } catch (SocketTimeoutException e) {
                return 0;
            }
        }

        @Override
        public void limitReads(Duration most) throws IOException {
            socket.setSoTimeout((int) most.toMillis());
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        @Override
        public void send(FileContent file, BooleanSupplier wanted) throws IOException {
            write(("zSCAN " + ((FakeFile) file).key() + '\0').getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Set<Integer> processes() {
            return Set.of(4711);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
