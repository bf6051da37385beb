/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** What systemd is to a service: a socket that takes its messages (sd_notify(3)). */
final class ServiceManager implements AutoCloseable {
    private static final String STATUS = "STATUS=";

    private final AFUNIXDatagramSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    /** What it shows. */
    private String status = "";

    ServiceManager(AFUNIXSocketAddress address) throws IOException {
        socket = AFUNIXDatagramSocket.newInstance();
        socket.bind(address);
        Thread listener = new Thread(this::listen, "service-manager");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        try {
            while (true) {
                packet.setLength(4096);
                socket.receive(packet);
                messages.add(
                        new String(
                                packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            // It was closed.
            return;
        } catch (IOException e) {
            messages.add(e.toString());
        }
    }

    /** Takes messages until one has this line. */
    void await(String line, Duration limit) throws InterruptedException {
        if (!hears(line, limit)) {
            throw new AssertionError("Not told " + line + "; the last status was: " + status);
        }
    }

    /** Takes messages until the status is, or has been already, one that begins and goes on so. */
    void awaitStatus(String begin, String part, Duration limit) throws InterruptedException {
        if (!takes(limit, lines -> status.startsWith(begin) && status.contains(part))) {
            throw new AssertionError("Not told " + begin + "; the last status was: " + status);
        }
    }

    /** Whether a message with this line comes within a time. */
    boolean hears(String line, Duration limit) throws InterruptedException {
        return takes(limit, lines -> lines.contains(line));
    }

    private boolean takes(Duration limit, Predicate<List<String>> wanted)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        boolean found = wanted.test(List.of());
        for (long left = limit.toNanos(); !found && left > 0; left = end - System.nanoTime()) {
            String message = messages.poll(left, TimeUnit.NANOSECONDS);
            List<String> lines = message == null ? List.of() : message.lines().toList();
            lines.stream()
                    .filter(line -> line.startsWith(STATUS))
                    .forEach(line -> status = line.substring(STATUS.length()));
            found = wanted.test(lines);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
