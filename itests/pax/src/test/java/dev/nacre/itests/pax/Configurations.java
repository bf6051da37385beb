/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Configures by Config Admin and by files. A PID is that of a singleton, or {@code FACTORY~NAME};
 * values are texts and arrays of texts.
 */
final class Configurations {
    /** A PID that nobody reads, but for the console that keeps all of the product's. */
    private static final String TURN = "dev.nacre.itests.turn";

    /** What File Install calls the property that names the file. */
    private static final String FILE = "felix.fileinstall.filename";

    private static final Duration SOON = Duration.ofSeconds(30);

    private final ConfigurationAdmin admin;
    private final Path etc;
    private final Map<String, Configuration> set = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    Configurations(ConfigurationAdmin admin, Path etc) {
        this.admin = admin;
        this.etc = etc;
    }

    /** By Config Admin, as the console's page saves: together with the name of its file. */
    void set(String pid, Map<String, ?> values) throws Exception {
        Configuration configuration = find(pid);
        set.put(pid, configuration);
        Hashtable<String, Object> saved = new Hashtable<>(values);
        Object file = fileOf(configuration);
        if (file != null) {
            saved.put(FILE, file);
        }
        configuration.update(saved);
        Await.until(pid + " has a file", SOON, () -> fileOf(configuration) != null);
    }

    private Configuration find(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(
                        pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private static Object fileOf(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProperties();
        return properties == null ? null : properties.get(FILE);
    }

    /** By a file in {@code etc/}, as an administrator writes it. */
    Path write(String pid, Map<String, ?> values) throws IOException {
        Path file = etc.resolve(pid.replace('~', '-') + ".cfg");
        String text =
                new TreeMap<>(values)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " = " + quoted(entry.getValue()))
                                .collect(Collectors.joining("\n", "", "\n"));
        // Under another name first: File Install must not read half of it.
        Path half = Files.writeString(etc.resolve("half"), text);
        Files.move(half, file, ATOMIC_MOVE, REPLACE_EXISTING);
        files.put(pid, file);
        return file;
    }

    private static String quoted(Object value) {
        return value instanceof String[] texts
                ? Arrays.stream(texts)
                        .map(Configurations::quoted)
                        .collect(Collectors.joining(", ", "[", "]"))
                : "\"" + value + "\"";
    }

    /** Takes all back, and waits until nobody has anything to do about it any more. */
    void removeAll() throws Exception {
        for (Configuration configuration : set.values()) {
            if (!files.containsKey(configuration.getPid())) {
                configuration.delete();
            }
        }
        for (Path file : files.values()) {
            Files.delete(file);
        }
        set.clear();
        files.clear();
        settle();
    }

    /**
     * The console puts what Config Admin has into files, and File Install puts files into Config
     * Admin, each a moment later and in order. What goes both ways now comes after all before.
     */
    private void settle() throws Exception {
        String turn = Long.toString(System.nanoTime());
        Path file = etc.resolve(TURN + ".cfg");
        admin.getConfiguration(TURN, "?").update(new Hashtable<>(Map.of("there", turn)));
        Await.until("the console has kept " + turn, SOON, () -> holds(file, turn));
        Files.writeString(file, "there = \"" + turn + "\"\nback = \"" + turn + "\"\n");
        Await.until(
                "File Install has read " + turn,
                SOON,
                () -> turn.equals(admin.getConfiguration(TURN, "?").getProperties().get("back")));
    }

    private static boolean holds(Path file, String text) throws IOException {
        return Files.exists(file) && Files.readString(file).contains(text);
    }
}
