/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * A Unix socket that clamd listens on.
 *
 * @param socket its path
 */
record UnixEndpoint(BytePath socket) implements Endpoint {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    @Override
    public String name() {
        return socket.toString();
    }

    @Override
    public String remedy() {
        return "Start clamd (systemctl start clamav-daemon), or set its socket in " + ClamdUnix.PID;
    }

    @Override
    public Channel open(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        AFUNIXSocketAddress address = AFUNIXSocketAddress.of(socket.bytes());
        AFUNIXSocketChannel channel = AFUNIXSocketChannel.open();
        try {
            // A blocking connect waits for good where the queue of connections is full (connect(2),
            // EAGAIN); a connect timeout does not change that for Unix sockets.
            channel.configureBlocking(false);
            while (!channel.connect(address)) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("its queue of connections is full");
                }
                LockSupport.parkNanos(PAUSE);
            }
            channel.configureBlocking(true);
            return new UnixChannel((AFUNIXSocket) channel.socket(), Path.of(socket.toString()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
