/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real rsyslogd of a test's own, which writes what it has read to a file: priority, name,
 * process, message id, structured data, message.
 */
public final class Rsyslog implements AutoCloseable {
    private static final String TEMPLATE =
            "template(name=\"t\" type=\"string\" string=\"%pri%|%app-name%|%msgid%|"
                    + "%structured-data%|%msg%\\n\")\n";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Certificate certificate;
    private final int port;
    private final Daemon daemon;

    private Rsyslog(Path folder, Certificate certificate) throws Exception {
        this.folder = folder;
        this.certificate = certificate;
        this.port = freePort();
        Path configuration = folder.resolve("rsyslog.conf");
        Files.writeString(configuration, certificate == null ? plain() : tls());
        this.daemon =
                new Daemon(
                        List.of(
                                "/usr/sbin/rsyslogd",
                                "-n",
                                "-f",
                                configuration.toString(),
                                "-i",
                                folder.resolve("pid").toString()),
                        folder.resolve("said"));
        start();
    }

    /** One that listens by UDP, TCP and a local socket. */
    public static Rsyslog plain(Path folder) throws Exception {
        return new Rsyslog(folder, null);
    }

    /** One that listens by TLS, as {@code localhost}. */
    public static Rsyslog tls(Path folder, Certificate certificate) throws Exception {
        return new Rsyslog(folder, certificate);
    }

    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket udp =
                            new DatagramSocket(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(),
                                            tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (BindException e) {
                // Somebody has this one for UDP.
                continue;
            }
        }
    }

    private String plain() {
        return "module(load=\"imudp\")\nmodule(load=\"imtcp\")\n"
                + "module(load=\"imuxsock\" SysSock.Use=\"off\")\n"
                + "input(type=\"imudp\" address=\"127.0.0.1\" port=\""
                + port
                + "\")\n"
                + "input(type=\"imtcp\" address=\"127.0.0.1\" port=\""
                + port
                + "\")\n"
                + "input(type=\"imuxsock\" Socket=\""
                + socket()
                + "\")\n"
                + file();
    }

    private String tls() {
        return "global(DefaultNetstreamDriver=\"gtls\" DefaultNetstreamDriverCAFile=\""
                + certificate.certificate()
                + "\" DefaultNetstreamDriverCertFile=\""
                + certificate.certificate()
                + "\" DefaultNetstreamDriverKeyFile=\""
                + certificate.key()
                + "\")\nmodule(load=\"imtcp\" StreamDriver.Name=\"gtls\" StreamDriver.Mode=\"1\""
                + " StreamDriver.AuthMode=\"anon\")\n"
                + "input(type=\"imtcp\" address=\"127.0.0.1\" port=\""
                + port
                + "\")\n"
                + file();
    }

    private String file() {
        return TEMPLATE + "action(type=\"omfile\" file=\"" + written() + "\" template=\"t\")\n";
    }

    private Path written() {
        return folder.resolve("written");
    }

    public int port() {
        return port;
    }

    public Path socket() {
        return folder.resolve("log");
    }

    /** Starts it again. */
    public void start() throws Exception {
        daemon.start(() -> Daemon.accepts(port) && (certificate != null || Files.exists(socket())));
    }

    /** Ends it; it may be started again. */
    public void stop() throws Exception {
        daemon.end();
        Files.deleteIfExists(socket());
    }

    /** What it has written, when that is so many lines at least. */
    public List<String> lines(int count) throws Exception {
        return Await.value(
                count + " lines",
                LIMIT,
                () -> Files.exists(written()) ? Files.readAllLines(written()) : List.<String>of(),
                lines -> lines.size() >= count);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
