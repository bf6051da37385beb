/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A process that serves until it is ended, and may be started again. */
public class Daemon implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final List<String> command;
    private final Path out;
    private Process process;

    /**
     * @param out where what it prints is written
     */
    public Daemon(List<String> command, Path out) {
        this.command = List.copyOf(command);
        this.out = out;
    }

    /** Starts it, and waits until it serves. */
    public final void start(Callable<Boolean> serves) throws Exception {
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        Await.until(
                command.get(0) + " serves",
                START_LIMIT,
                () -> {
                    if (!process.isAlive()) {
                        throw new IOException(command + " ended: " + Files.readString(out));
                    }
                    return serves.call();
                });
    }

    /** Ends it without a word: SIGKILL. */
    public final void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Has it end by itself: SIGTERM. */
    public final void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** It is there, and does nothing: SIGSTOP. */
    public final void stop() throws IOException, InterruptedException {
        Outside.must("kill", "-STOP", Long.toString(process.pid()));
    }

    /** It goes on: SIGCONT. */
    public final void resume() throws IOException, InterruptedException {
        Outside.must("kill", "-CONT", Long.toString(process.pid()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Whether this machine has all these files. */
    static boolean has(String... files) {
        return Stream.of(files).map(Path::of).allMatch(Files::exists);
    }

    /** One that nobody listens at for now. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Whether somebody listens at this port. */
    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes out a file that lies beside this class. */
    static Path unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Daemon.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
