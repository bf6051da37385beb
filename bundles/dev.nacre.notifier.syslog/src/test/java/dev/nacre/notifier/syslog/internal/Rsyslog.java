/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real rsyslogd of a test's own, which writes what it has read to a file: priority, name,
 * process, message id, structured data, message.
 */
final class Rsyslog implements AutoCloseable {
    private static final String TEMPLATE =
            "template(name=\"t\" type=\"string\" string=\"%pri%|%app-name%|%msgid%|"
                    + "%structured-data%|%msg%\\n\")\n";

    private final Path folder;
    private final boolean tls;
    final int port;
    final Path certificate;
    private Process process;

    private Rsyslog(Path folder, boolean tls) throws Exception {
        this.folder = folder;
        this.tls = tls;
        this.certificate = folder.resolve("certificate.pem");
        this.port = freePort();
        if (tls) {
            run(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost",
                    "-keyout",
                    folder.resolve("key.pem").toString(),
                    "-out",
                    certificate.toString());
        }
        Files.writeString(folder.resolve("rsyslog.conf"), tls ? tlsConfiguration() : plain());
        start();
    }

    /** One that listens by UDP, TCP and a local socket. */
    static Rsyslog plain(Path folder) throws Exception {
        return new Rsyslog(folder, false);
    }

    /** One that listens by TLS, with a certificate of its own for localhost. */
    static Rsyslog tls(Path folder) throws Exception {
        return new Rsyslog(folder, true);
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
            } catch (java.net.BindException e) {
                // Somebody has this one for UDP.
                continue;
            }
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
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

    private String tlsConfiguration() {
        return "global(DefaultNetstreamDriver=\"gtls\" DefaultNetstreamDriverCAFile=\""
                + certificate
                + "\" DefaultNetstreamDriverCertFile=\""
                + certificate
                + "\" DefaultNetstreamDriverKeyFile=\""
                + folder.resolve("key.pem")
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

    Path socket() {
        return folder.resolve("log");
    }

    void start() throws Exception {
        process =
                new ProcessBuilder(
                                "/usr/sbin/rsyslogd",
                                "-n",
                                "-f",
                                folder.resolve("rsyslog.conf").toString(),
                                "-i",
                                folder.resolve("pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        while (!listens()) {
            assertThat(process.isAlive()).as(Files.readString(folder.resolve("said"))).isTrue();
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected() && (tls || Files.exists(socket()));
        } catch (IOException e) {
            return false;
        }
    }

    void stop() throws Exception {
        process.destroy();
        process.waitFor();
        Files.deleteIfExists(socket());
    }

    /** What it has written, when that is so many lines at least. */
    List<String> lines(int count) throws Exception {
        while (true) {
            List<String> lines =
                    Files.exists(written()) ? Files.readAllLines(written()) : List.of();
            if (lines.size() >= count) {
                return lines;
            }
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
