/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.etc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that is being written, each key below a comment that says what it comes from. For
 * one thread.
 */
public final class CfgFile {
    private final String name;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param name with {@code .cfg}
     * @param head one line: what the file is from
     */
    public CfgFile(String name, String head) {
        this.name = name;
        comment(head);
    }

    public String name() {
        return name;
    }

    /** A text value. */
    public CfgFile set(String key, String value, List<String> comments) {
        return entry(key, quote(value), comments);
    }

    /** A list. */
    public CfgFile list(String key, List<String> values, List<String> comments) {
        String joined = values.stream().map(CfgFile::quote).collect(Collectors.joining(", "));
        return entry(key, "[" + joined + "]", comments);
    }

    private CfgFile entry(String key, String value, List<String> comments) {
        text.append('\n');
        comments.forEach(this::comment);
        text.append(key).append(" = ").append(value).append('\n');
        return this;
    }

    /** Wrapped as the shipped files are. */
    private void comment(String sentence) {
        List<String> line = new ArrayList<>();
        int length = 1;
        for (String word : sentence.split(" ")) {
            if (length + 1 + word.length() > 99 && !line.isEmpty()) {
                text.append("# ").append(String.join(" ", line)).append('\n');
                line.clear();
                length = 1;
            }
            line.add(word);
            length += 1 + word.length();
        }
        text.append("# ").append(String.join(" ", line)).append('\n');
    }

    /**
     * A value as a .cfg file writes it: its syntax reads a backslash as a sign of its own, twice,
     * and a dollar sign before a brace as a variable.
     */
    static String quote(String value) {
        String plain = value.replace("${", "\\x24{");
        return '"' + plain.replace("\\", "\\\\\\\\").replace("\"", "\\\"") + '"';
    }

    /** The whole file. */
    public String text() {
        return text.toString();
    }
}
