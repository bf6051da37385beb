/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a configuration holds, apart from what Config Admin and File Install put in. */
public final class Contents {
    /** What File Install calls the property that names the file. */
    public static final String FILE = "felix.fileinstall.filename";

    private Contents() {}

    /** What of a configuration's properties is its own. */
    public static SortedMap<String, Object> of(Dictionary<String, Object> properties) {
        SortedMap<String, Object> contents = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.startsWith("service.") && !key.equals(FILE)) {
                contents.put(key, properties.get(key));
            }
        }
        return contents;
    }

    /** The properties of a configuration that is kept in a file. */
    public static Hashtable<String, Object> withFile(
            SortedMap<String, Object> contents, Path file) {
        Hashtable<String, Object> properties = new Hashtable<>(contents);
        properties.put(FILE, CfgFolder.key(file));
        return properties;
    }
}
