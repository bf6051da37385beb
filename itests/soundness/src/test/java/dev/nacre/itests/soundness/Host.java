/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The assembled distribution, at work. */
final class Host implements AutoCloseable {
    /** The assembled distribution. */
    static final Path HOME = Path.of(System.getProperty("nacre.test.home"));

    /** Some two seconds, and ten times as long where others keep the disk busy. */
    private static final int START_SECONDS = 90;

    private static final int END_SECONDS = 15;

    private final Process process;
    private final Path var;
    private final Control control;
    private final Path log;

    private Host(Process process, Path var, Path log) {
        this.process = process;
        this.var = var;
        this.control = new Control(var);
        this.log = log;
    }

    /**
     * Starts one, and returns when it guards all of so many watches.
     *
     * @param home the distribution
     * @param folder where it has its etc, var, and log
     */
    static Host start(Path home, List<String> options, Path folder, int watches)
            throws IOException, InterruptedException {
        Path var = folder.resolve("var");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(home + "/bin/nacre", "run"));
        command.addAll(options);
        command.addAll(List.of("--etc", folder + "/etc", "--var", var.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Host host = new Host(process, var, log);
        try {
            host.awaitGuard(watches);
        } catch (IOException | InterruptedException e) {
            host.kill();
            throw e;
        }
        return host;
    }

    private void awaitGuard(int watches) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady(watches)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("The host does not guard: " + said());
            }
        }
    }

    private boolean isReady(int watches) throws IOException {
        String said = said();
        return said.contains("bundles started")
                && said.lines().filter(line -> line.contains(": guarding [")).count() >= watches;
    }

    /** All that it has written to its terminal. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** What it has logged as errors, and why. */
    String errors() throws IOException {
        return said().lines()
                .filter(line -> !line.contains(" INFO ") && !line.contains(" WARN "))
                .collect(Collectors.joining("\n"));
    }

    /** What {@code nacre status --json} says. */
    JsonObject status() throws IOException {
        return control.status();
    }

    /** What {@code nacre watches --json} says of one. */
    JsonObject watch(String name) throws IOException {
        String watches = ask("watches", "--json").out();
        for (JsonElement watch : JsonParser.parseString(watches).getAsJsonArray()) {
            if (watch.getAsJsonObject().get("name").getAsString().equals(name)) {
                return watch.getAsJsonObject();
            }
        }
        throw new AssertionError("There is no watch " + name + ": " + watches);
    }

    /** Where it keeps what it has to keep. */
    Path var() {
        return var;
    }

    /** Asks for anything else. */
    Control.Answer ask(String... words) throws IOException {
        return control.ask(words);
    }

    /** What a verb says, be it done or not. */
    String run(String... words) throws IOException {
        Control.Answer answer = ask(words);
        return answer.out() + answer.err();
    }

    long pid() {
        return process.pid();
    }

    /** How many threads the host has: {@code task} of proc(5). */
    long threads() throws IOException {
        try (Stream<Path> all =
                Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return all.count();
        }
    }

    /** One of the numbers of {@link #status}. */
    long count(String counter) throws IOException {
        return status().get(counter).getAsLong();
    }

    /**
     * How many accesses had to wait until it was asked. Not its own: it looks by itself at what
     * others have made, some seconds later, and opens that.
     */
    long asked() throws IOException {
        JsonObject status = status();
        JsonElement own = status.getAsJsonObject("exempt").get("own");
        return status.get("permissionEvents").getAsLong() - (own == null ? 0 : own.getAsLong());
    }

    /** How much has passed or was refused without a verdict, whatever the reason. */
    long unscanned() throws IOException {
        return status().getAsJsonObject("unscanned").asMap().values().stream()
                .mapToLong(JsonElement::getAsLong)
                .sum();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The kernel then lets all go that wait for an answer. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
