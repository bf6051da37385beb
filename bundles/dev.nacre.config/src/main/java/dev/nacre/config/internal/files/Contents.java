/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/** What a configuration holds, apart from what Config Admin and File Install put in. */
public final class Contents {
    /** What File Install calls the property that names the file. */
    public static final String FILE = "felix.fileinstall.filename";

    /** What stands in a configuration beside what is configured (Configuration.getProperties). */
    private static final Set<String> ADDED =
            Set.of(
                    Constants.SERVICE_PID,
                    ConfigurationAdmin.SERVICE_FACTORYPID,
                    ConfigurationAdmin.SERVICE_BUNDLELOCATION,
                    FILE);

    private Contents() {}

    /** What of a configuration's properties is its own. */
    public static SortedMap<String, Object> of(Dictionary<String, Object> properties) {
        SortedMap<String, Object> contents = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!ADDED.contains(key)) {
                contents.put(key, properties.get(key));
            }
        }
        return contents;
    }

    /**
     * The same as a person would have written it, flags and numbers as text: what a component reads
     * by its keys' types may be either. A ranking is read by the framework, which takes it from a
     * number only (OSGi Core 8, Constants.SERVICE_RANKING).
     */
    static SortedMap<String, Object> plain(SortedMap<String, Object> contents) {
        SortedMap<String, Object> plain = new TreeMap<>(contents);
        plain.replaceAll(
                (key, value) -> key.equals(Constants.SERVICE_RANKING) ? value : plain(value));
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Collection<?> || value instanceof String[]) {
            return value;
        }
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        String[] items = new String[Array.getLength(value)];
        Arrays.setAll(items, i -> String.valueOf(Array.get(value, i)));
        return items;
    }

    /** The properties of a configuration that is kept in a file. */
    public static Hashtable<String, Object> withFile(
            SortedMap<String, Object> contents, Path file) {
        Hashtable<String, Object> properties = new Hashtable<>(contents);
        properties.put(FILE, CfgFolder.key(file));
        return properties;
    }
}
