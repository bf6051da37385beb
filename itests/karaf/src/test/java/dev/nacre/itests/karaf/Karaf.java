/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.karaf;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Karaf of its own, with a user to log in as. */
final class Karaf implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private Process process;

    private Karaf(Path home) {
        this.home = home;
    }

    /** Unpacks one that is not started yet. */
    static Karaf in(Path home) throws IOException, InterruptedException {
        Outside.must("cp", "-a", System.getProperty("nacre.test.karaf"), home.toString());
        Karaf karaf = new Karaf(home);
        karaf.add(
                "etc/users.properties",
                "karaf = karaf,_g_:admingroup",
                "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh");
        karaf.replace("etc/org.apache.karaf.shell.cfg", "sshPort = 8101", "sshPort = " + port());
        // All that is needed is there: it asks no network.
        karaf.replace(
                "etc/org.ops4j.pax.url.mvn.cfg",
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=)(.*\\\\\\R)+.*$",
                "$1");
        // It would listen at fixed ports.
        karaf.replace("etc/org.apache.karaf.features.cfg", " +management/.*\n", "");
        return karaf;
    }

    private static int port() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    Path home() {
        return home;
    }

    /** Adds lines to a file of its, or makes it. */
    void add(String file, String... lines) throws IOException {
        Files.write(home.resolve(file), List.of(lines), CREATE, APPEND);
    }

    private void replace(String file, String pattern, String replacement) throws IOException {
        Path path = home.resolve(file);
        Files.writeString(path, Files.readString(path).replaceAll(pattern, replacement));
    }

    void start() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("out").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        Await.value("Karaf takes commands", START_LIMIT, () -> run("version"), Outcome::succeeded);
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Has a command run in its console, as its administrator does. */
    Outcome run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        home.resolve("bin/client").toString(),
                        "-u",
                        "karaf",
                        "-p",
                        "karaf",
                        command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return Outside.end(builder, new byte[0]);
    }

    /** The script and the Java that it started. */
    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }
}
