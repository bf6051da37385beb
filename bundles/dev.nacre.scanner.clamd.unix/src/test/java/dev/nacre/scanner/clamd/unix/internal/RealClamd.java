/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clamd of the test's own, with two signatures. */
final class RealClamd implements Closeable {
    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");

    private final Path folder;
    private Process process;

    RealClamd(Path folder, String... settings) throws IOException, InterruptedException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(
                folder.resolve("db/test.hdb"),
                """
                44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature
                aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File
                """);
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.add("DatabaseDirectory " + folder.resolve("db"));
        lines.add("LocalSocket " + socket());
        lines.add("TemporaryDirectory " + folder);
        lines.add("LogFile " + folder.resolve("clamd.log"));
        lines.add("Foreground yes");
        Files.write(conf(), lines);
        start();
    }

    /** For {@code @EnabledIf}. */
    static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    Path socket() {
        return folder.resolve("clamd.ctl");
    }

    Path conf() {
        return folder.resolve("clamd.conf");
    }

    Path databases() {
        return folder.resolve("db");
    }

    long pid() {
        return process.pid();
    }

    void start() throws IOException, InterruptedException {
        process =
                new ProcessBuilder(PROGRAM.toString(), "--config-file=" + conf())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(socket())) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(Files.readString(folder.resolve("out")));
            }
            Thread.sleep(20);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    void kill() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(socket());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
    }
}
