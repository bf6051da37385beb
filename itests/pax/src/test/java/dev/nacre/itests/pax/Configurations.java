/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    private final ConfigurationAdmin admin;
    private final Path etc;
    private final Map<String, Configuration> set = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    Configurations(ConfigurationAdmin admin, Path etc) {
        this.admin = admin;
        this.etc = etc;
    }

    /** By Config Admin. */
    void set(String pid, Map<String, ?> values) throws IOException {
        Configuration configuration = set.get(pid);
        if (configuration == null) {
            int tilde = pid.indexOf('~');
            configuration =
                    tilde < 0
                            ? admin.getConfiguration(pid, "?")
                            : admin.getFactoryConfiguration(
                                    pid.substring(0, tilde), pid.substring(tilde + 1), "?");
            set.put(pid, configuration);
        }
        configuration.update(new Hashtable<>(values));
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

    /** Takes one back, however it was made. */
    void remove(String pid) throws IOException {
        Configuration configuration = set.remove(pid);
        if (configuration != null) {
            configuration.delete();
        }
        Path file = files.remove(pid);
        if (file != null) {
            Files.delete(file);
        }
    }

    void removeAll() throws IOException {
        for (Configuration configuration : set.values()) {
            configuration.delete();
        }
        set.clear();
        for (Path file : files.values()) {
            Files.deleteIfExists(file);
        }
        files.clear();
    }
}
