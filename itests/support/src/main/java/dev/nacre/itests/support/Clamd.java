/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real clamd of a test's own. Its database knows {@link Malware}, and the file that all of
 * Debian's clamav-testfiles hold.
 */
public final class Clamd implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private Process process;

    private Clamd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Where this machine has clamd. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Sets one up and does not start it.
     *
     * @param folder where its socket, database and log lie; is made
     * @param settings further lines of its configuration (clamd.conf(5))
     */
    public static Clamd in(Path folder, String... settings) throws IOException {
        Path database = Files.createDirectories(folder.resolve("database"));
        Files.writeString(database.resolve("test.hdb"), Malware.SIGNATURES);
        int port = freePort();
        List<String> lines =
                List.of(
                        "Foreground yes",
                        "User root",
                        "LocalSocket " + folder.resolve("clamd.sock"),
                        "FixStaleSocket yes",
                        "TCPSocket " + port,
                        "TCPAddr 127.0.0.1",
                        "DatabaseDirectory " + database,
                        "LogFile " + folder.resolve("clamd.log"),
                        "MaxThreads 10",
                        "AlertExceedsMax yes");
        Files.write(
                folder.resolve("clamd.conf"),
                Stream.concat(lines.stream(), Stream.of(settings)).toList());
        return new Clamd(folder, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts it, and waits until it answers. */
    public Clamd start() throws Exception {
        process =
                new ProcessBuilder(
                                program().orElseThrow().toString(),
                                "--config-file=" + folder.resolve("clamd.conf"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("clamd.out").toFile())
                        .start();
        Await.until("clamd answers", START_LIMIT, this::answers);
        return this;
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("clamd ended: " + Files.readString(folder.resolve("clamd.out")));
        }
        try {
            return !ask("PING").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What it answers to a command of clamd(8); empty where it closes the connection instead.
     *
     * @throws IOException if it does not listen
     */
    public String ask(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap(("z" + command + "\0").getBytes(StandardCharsets.UTF_8)));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return new String(answer, StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    /** Its configuration file, for clamdscan. */
    public Path configuration() {
        return folder.resolve("clamd.conf");
    }

    /** The folder of its signatures. */
    public Path database() {
        return folder.resolve("database");
    }

    public Path socket() {
        return folder.resolve("clamd.sock");
    }

    /** Its TCP port on the loopback address. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it without a word: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It is there, and does nothing: SIGSTOP. */
    public void stop() throws IOException, InterruptedException {
        Outside.must("kill", "-STOP", Long.toString(pid()));
    }

    /** It goes on: SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        Outside.must("kill", "-CONT", Long.toString(pid()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
