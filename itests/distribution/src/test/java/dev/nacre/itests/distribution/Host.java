/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A host that runs the assembled distribution, with an etc and a var of its own. */
public final class Host implements AutoCloseable {
    /** The assembled distribution. */
    public static final Path HOME = Path.of(System.getProperty("nacre.test.home"));

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** More than the launcher takes before it gives up on a bundle. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path home;
    private final Path folder;
    private final List<String> prefix;
    private final Map<String, String> environment = new HashMap<>();
    private int starts;
    private Process process;

    private Host(Path home, Path folder, List<String> prefix) {
        this.home = home;
        this.folder = folder;
        this.prefix = prefix;
    }

    /** One of the assembled distribution that is not started yet. */
    public static Host in(Path folder) throws IOException {
        return in(folder, HOME);
    }

    /**
     * @param home a copy of the distribution
     * @param prefix a command that is to start it, such as {@code setpriv}
     */
    public static Host in(Path folder, Path home, String... prefix) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.copy(home.resolve("etc/logback.xml"), folder.resolve("etc/logback.xml"));
        return new Host(home, folder, List.of(prefix));
    }

    public Path var() {
        return folder.resolve("var");
    }

    Path etc() {
        return folder.resolve("etc");
    }

    /** Writes a configuration as an administrator does. */
    public Host configure(String file, String... lines) throws IOException {
        Files.write(folder.resolve("etc").resolve(file + ".cfg"), List.of(lines));
        return this;
    }

    /** Has it started with this in its environment. */
    public Host with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes a configuration away as an administrator does. */
    public void remove(String file) throws IOException {
        Files.delete(folder.resolve("etc").resolve(file + ".cfg"));
    }

    public Host useClamd(Path socket) throws IOException {
        return configure(
                "dev.nacre.scanner.clamd.unix",
                "socket = \"" + socket + "\"",
                "presence = \"required\"");
    }

    /**
     * Starts it, and waits for the line that says that it guards.
     *
     * @param options of {@code nacre run}, beside those that it always has here
     */
    public Host start(String... options) throws Exception {
        launch(options);
        awaitOutput("guarding: ");
        return this;
    }

    /** Starts it, and does not wait. */
    public Host launch(String... options) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        home.resolve("bin/nacre").toString(),
                        "run",
                        "--etc",
                        folder.resolve("etc").toString(),
                        "--var",
                        var().toString(),
                        "--without",
                        "console"));
        command.addAll(List.of(options));
        starts++;
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    private Path output() {
        return folder.resolve("out-" + starts);
    }

    /** What the host wrote to its terminal since its last start. */
    public String said() throws IOException {
        return Files.readString(output());
    }

    public void awaitOutput(String text) throws Exception {
        Await.value(
                "the host says " + text,
                START_LIMIT,
                () -> process.isAlive() ? said() : said() + "\n(it has ended)",
                said -> said.contains(text));
    }

    /** Asks the running host. */
    public Outcome verb(String verb, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                home.resolve("bin/nacre").toString(),
                                verb,
                                "--var",
                                var().toString()));
        command.addAll(List.of(words));
        return Outside.run(command);
    }

    /** Has a clamd.conf imported into its etc, which needs no running host. */
    Outcome imports(Path conf, String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                home.resolve("bin/nacre").toString(),
                                "import",
                                conf.toString(),
                                "--etc",
                                etc().toString()));
        command.addAll(List.of(words));
        return Outside.run(command);
    }

    /** The answer for machines; waits for it, as a host guards before it listens. */
    public JsonElement json(String verb, String... words) throws Exception {
        String[] all = Stream.concat(Stream.of("--json"), Stream.of(words)).toArray(String[]::new);
        Outcome outcome =
                Await.value(
                        "the host answers " + verb,
                        START_LIMIT,
                        () -> verb(verb, all),
                        it -> !it.text().isBlank());
        return JsonParser.parseString(outcome.text());
    }

    /** What was detected, as it stands in the file for machines; one object each. */
    public List<JsonElement> detections() throws IOException {
        Path file = var().resolve("log/detections.jsonl");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(JsonParser::parseString)
                .toList();
    }

    /**
     * Ends it as a service manager does: SIGTERM.
     *
     * @return the exit code
     */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The host did not end within " + STOP_LIMIT);
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it without a word: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it ends by itself. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The host did not end by itself");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
