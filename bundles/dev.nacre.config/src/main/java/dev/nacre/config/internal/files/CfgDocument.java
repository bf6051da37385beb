/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code .cfg} file as parts that can be replaced one by one, so that all else stays
 * as people wrote it: comments, order, spaces.
 */
final class CfgDocument {
    private static final Pattern KEY = Pattern.compile("\\s*([^\\s=:#!][^\\s=:]*)\\s*[=:]?\\s*");

    /** What File Install takes for a quoted value; one that is not makes it take all as text. */
    private static final Pattern QUOTED =
            Pattern.compile("(?s)\\s*[TILFDXSCBilfdxscb]?(\\[.*]|\\(.*\\)|\\{.*}|\".*\")\\s*");

    /** A part of the file; comments and blank lines have no key. */
    private record Part(String key, String start, String value) {}

    private final List<Part> parts = new ArrayList<>();

    private CfgDocument() {}

    static CfgDocument parse(String text) {
        CfgDocument document = new CfgDocument();
        StringBuilder entry = new StringBuilder();
        for (String line : text.split("(?<=\n)")) {
            entry.append(line);
            boolean comment = entry.length() == line.length() && isComment(line);
            if (comment || !continues(line)) {
                document.add(entry.toString(), comment);
                entry.setLength(0);
            }
        }
        document.add(entry.toString(), false);
        return document;
    }

    private static boolean isComment(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!");
    }

    /** Whether the line ends in an odd number of backslashes. */
    private static boolean continues(String line) {
        String bare = line.stripTrailing();
        int backslashes = 0;
        while (backslashes < bare.length()
                && bare.charAt(bare.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 != 0;
    }

    private void add(String text, boolean comment) {
        Matcher matcher = KEY.matcher(text);
        if (!comment && matcher.lookingAt()) {
            String value = text.substring(matcher.end()).stripTrailing();
            parts.add(new Part(matcher.group(1), matcher.group(), value));
        } else if (!text.isEmpty()) {
            parts.add(new Part(null, text, ""));
        }
    }

    /**
     * Brings the changed keys to their new values and takes the removed ones out. Where a value in
     * the file is not quoted, all are written anew, since values are quoted all or none.
     *
     * @param changed keys whose values are no longer those in the file
     * @param contents all there is to be in the file
     */
    String with(Set<String> changed, SortedMap<String, Object> contents) {
        boolean quoted =
                parts.stream()
                        .filter(part -> part.key() != null)
                        .allMatch(part -> QUOTED.matcher(part.value()).matches());
        StringBuilder text = new StringBuilder();
        List<String> missing = new ArrayList<>(contents.keySet());
        for (Part part : parts) {
            if (part.key() == null) {
                text.append(part.start());
            } else if (contents.containsKey(part.key())) {
                missing.remove(part.key());
                boolean anew = !quoted || changed.contains(part.key());
                text.append(part.start())
                        .append(anew ? CfgText.value(contents.get(part.key())) : part.value())
                        .append('\n');
            }
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        for (String key : missing) {
            text.append(CfgText.of(Map.entry(key, contents.get(key))));
        }
        return text.toString();
    }
}
