/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a file up to date with its configuration. What changed is found by comparing with the last
 * known state: where the text of the file has just changed too, the change came from there and is
 * not written. For one thread at a time.
 */
final class WriteBack {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBack.class);

    /**
     * @param values the properties as text, by which they compare
     */
    private record Known(Path file, String text, SortedMap<String, String> values) {}

    /** Far longer than File Install takes to see a change of a file. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final CfgFolder folder;
    private final Map<String, Known> known = new HashMap<>();

    WriteBack(CfgFolder folder) {
        this.folder = folder;
    }

    /** Takes file and configuration for being the same now. */
    void learn(String pid, Path file, SortedMap<String, Object> contents) throws IOException {
        known.put(pid, new Known(file, folder.read(file), values(contents)));
    }

    /** A configuration was updated; its file is written where the change did not come from it. */
    void updated(String pid, Path file, SortedMap<String, Object> contents) throws IOException {
        Known before = known.get(pid);
        String text = folder.read(file);
        if (before != null
                && (before.text().equals(text) || folder.age(file).compareTo(SETTLED) > 0)) {
            Set<String> changed = differences(before.values(), values(contents));
            String next = CfgDocument.parse(text).with(changed, contents);
            // Of two changes of a file in a row the first is told of when both are made. To write
            // the same once more would undo a third.
            if (!changed.isEmpty() && !next.equals(text)) {
                folder.write(file, next);
                LOG.info("{} is up to date with the configuration {}: {}", file, pid, changed);
            }
        }
        learn(pid, file, contents);
    }

    /**
     * Writes what is going to be in force.
     *
     * @param changed keys that are not as they are in the file
     * @throws IOException where it is not written, also as somebody else has just written the file
     */
    void write(String pid, Path file, Set<String> changed, SortedMap<String, Object> contents)
            throws IOException {
        String text = CfgFolder.HEADER + CfgText.of(contents);
        if (folder.has(file)) {
            String there = folder.read(file);
            Known before = known.get(pid);
            boolean taken = before != null && before.text().equals(there);
            if (!taken && folder.age(file).compareTo(SETTLED) <= 0) {
                throw new IOException(
                        file + " was edited a moment ago and is being read; try again in 10 s");
            }
            text = CfgDocument.parse(there).with(changed, contents);
        }
        folder.write(file, text);
        learn(pid, file, contents);
    }

    /** A configuration was deleted; so is its file. */
    void deleted(String pid) throws IOException {
        Known before = known.remove(pid);
        if (before != null && folder.has(before.file())) {
            folder.delete(before.file());
            LOG.info("{} was deleted with the configuration {}", before.file(), pid);
        }
    }

    private static SortedMap<String, String> values(SortedMap<String, Object> contents) {
        SortedMap<String, String> values = new TreeMap<>();
        contents.forEach((key, value) -> values.put(key, CfgText.value(value)));
        return values;
    }

    private static Set<String> differences(
            SortedMap<String, String> before, SortedMap<String, String> after) {
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(
                key ->
                        before.containsKey(key)
                                && after.containsKey(key)
                                && before.get(key).equals(after.get(key)));
        return keys;
    }
}
