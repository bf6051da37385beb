/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.karaf;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Karaf of its own, which asks no network and listens nowhere. */
final class Karaf implements AutoCloseable {
    private final Path home;
    private Process process;

    private Karaf(Path home) {
        this.home = home;
    }

    /** Unpacks one that is not started yet. */
    static Karaf in(Path home) throws IOException, InterruptedException {
        Outside.must("cp", "-a", System.getProperty("nacre.test.karaf"), home.toString());
        Karaf karaf = new Karaf(home);
        karaf.replace(
                "etc/org.ops4j.pax.url.mvn.cfg",
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=)(.*\\\\\\R)+.*$",
                "$1");
        karaf.replace("etc/org.apache.karaf.features.cfg", " +(management|ssh)/.*\n", "");
        return karaf;
    }

    Path home() {
        return home;
    }

    /** Adds lines to a file of its, or makes it. */
    void add(String file, String... lines) throws IOException {
        Files.write(home.resolve(file), List.of(lines), CREATE, APPEND);
    }

    /** Has features installed when it starts. */
    void boot(String repository, String... features) throws IOException {
        String file = "etc/org.apache.karaf.features.cfg";
        replace(file, "(?m)^featuresRepositories = ", "$0" + repository + ", ");
        replace(file, "(?m)^featuresBoot = ", "$0" + String.join(", ", features) + ", ");
    }

    private void replace(String file, String pattern, String replacement) throws IOException {
        Path path = home.resolve(file);
        String before = Files.readString(path);
        String after = before.replaceAll(pattern, replacement);
        if (after.equals(before)) {
            throw new IOException("There is no " + pattern + " in " + path);
        }
        Files.writeString(path, after);
    }

    void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("out").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
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
