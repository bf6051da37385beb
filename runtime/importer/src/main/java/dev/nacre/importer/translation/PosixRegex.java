/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import java.util.Map;

/**
 * Reads an extended regular expression as ClamAV's own library does (libclamav/regex/regcomp.c) and
 * writes it as the Java expression that matches the same bytes (regex(7), {@code
 * java.util.regex.Pattern}). What would be quiet about a difference is refused.
 */
final class PosixRegex {
    private static final Map<String, String> CLASSES =
            Map.ofEntries(
                    Map.entry("alnum", "\\p{Alnum}"),
                    Map.entry("alpha", "\\p{Alpha}"),
                    Map.entry("blank", "\\p{Blank}"),
                    Map.entry("cntrl", "\\p{Cntrl}"),
                    Map.entry("digit", "0-9"),
                    Map.entry("graph", "\\p{Graph}"),
                    Map.entry("lower", "a-z"),
                    Map.entry("print", "\\p{Print}"),
                    Map.entry("punct", "\\p{Punct}"),
                    Map.entry("space", "\\s"),
                    Map.entry("upper", "A-Z"),
                    Map.entry("xdigit", "\\p{XDigit}"));

    /** REG_BADBR: the largest count of a repetition (RE_DUP_MAX). */
    private static final int MAX_COUNT = 255;

    private final String text;
    private final String end;
    private final StringBuilder java = new StringBuilder();
    private int at;
    private int depth;

    private PosixRegex(String text, String end) {
        this.text = text;
        this.end = end;
    }

    /**
     * Translates an expression.
     *
     * @param text each character a byte
     * @param end what stands for {@code $}
     * @throws IllegalArgumentException where it is none, or says what Java cannot; the message
     *     tells
     */
    static String toJava(String text, String end) {
        return new PosixRegex(text, end).read();
    }

    private String read() {
        alternatives();
        return java.toString();
    }

    private void alternatives() {
        branch();
        while (is('|')) {
            at++;
            java.append('|');
            branch();
        }
    }

    private void branch() {
        int start = at;
        while (at < text.length() && !is('|') && !(is(')') && depth > 0)) {
            piece();
        }
        boolean emptyGroup = depth > 0 && is(')') && text.charAt(start - 1) == '(';
        if (at == start && !emptyGroup) {
            throw new IllegalArgumentException("there is nothing on one side of a |");
        }
    }

    private void piece() {
        boolean repeatable = atom();
        if (!isRepetition()) {
            return;
        }
        if (!repeatable) {
            throw new IllegalArgumentException("a repetition follows nothing that it could repeat");
        }
        if (is('{')) {
            bound();
        } else {
            java.append(text.charAt(at++));
        }
        if (isRepetition()) {
            // Java would take it for lazy or possessive.
            throw new IllegalArgumentException("a repetition follows another");
        }
    }

    private boolean isRepetition() {
        return is('*') || is('+') || is('?') || is('{') && Character.isDigit(peek(1));
    }

    private void bound() {
        int close = text.indexOf('}', at);
        String inner = close < 0 ? "" : text.substring(at + 1, close);
        if (!inner.matches("\\d{1,3}(,\\d{0,3})?")) {
            throw new IllegalArgumentException("a { is no repetition such as {2,5}");
        }
        for (String count : inner.split(",")) {
            if (!count.isEmpty() && Integer.parseInt(count) > MAX_COUNT) {
                throw new IllegalArgumentException("a repetition of more than 255 times");
            }
        }
        java.append('{').append(inner).append('}');
        at = close + 1;
    }

    /** Reads what may be repeated, and says whether it may. */
    private boolean atom() {
        char c = text.charAt(at++);
        switch (c) {
            case '(' -> {
                depth++;
                java.append("(?:");
                alternatives();
                if (!is(')')) {
                    throw new IllegalArgumentException("a ( is not closed");
                }
                at++;
                depth--;
                java.append(')');
            }
            case '^', '$' -> {
                java.append(c == '^' ? "^" : end);
                return false;
            }
            case '*', '+', '?' ->
                    throw new IllegalArgumentException(
                            "a repetition follows nothing that it could repeat");
            case ')' -> throw new IllegalArgumentException("a ) closes nothing");
            case '.' -> java.append('.');
            case '[' -> set();
            case '\\' -> {
                if (at == text.length()) {
                    throw new IllegalArgumentException("a backslash stands at the end");
                }
                java.append(literal(text.charAt(at++)));
            }
            default -> {
                if (c == '{' && Character.isDigit(peek(0))) {
                    throw new IllegalArgumentException(
                            "a repetition follows nothing that it could repeat");
                }
                java.append(literal(c));
            }
        }
        return true;
    }

    private void set() {
        java.append('[');
        if (is('^')) {
            at++;
            java.append('^');
        }
        int start = at;
        while (at == start || !is(']')) {
            if (at >= text.length()) {
                throw new IllegalArgumentException("a [ is not closed");
            }
            member();
        }
        at++;
        java.append(']');
    }

    private void member() {
        char c = text.charAt(at);
        if (c == '[' && (peek(1) == '.' || peek(1) == '=')) {
            throw new IllegalArgumentException("[. and [= have no counterpart in Java");
        }
        if (c == '[' && peek(1) == ':') {
            int close = text.indexOf(":]", at);
            String name = close < 0 ? "" : text.substring(at + 2, close);
            if (!CLASSES.containsKey(name)) {
                throw new IllegalArgumentException("[:" + name + ":] has no counterpart in Java");
            }
            java.append(CLASSES.get(name));
            at = close + 2;
            return;
        }
        at++;
        java.append(inSet(c));
        if (is('-') && peek(1) != ']' && at + 1 < text.length()) {
            char last = text.charAt(at + 1);
            if (last < c || last == '[') {
                throw new IllegalArgumentException("a range in [] is none");
            }
            java.append('-').append(inSet(last));
            at += 2;
        }
    }

    /** A sign that means itself, outside of a set; with as few backslashes as can be. */
    static String literal(char c) {
        if (".*+?()|{}".indexOf(c) >= 0) {
            return "[" + c + "]";
        }
        return "[]^\\".indexOf(c) >= 0 ? "\\" + c : plainOrHex(c);
    }

    private static String inSet(char c) {
        return "[]^\\-&".indexOf(c) >= 0 ? "\\" + c : plainOrHex(c);
    }

    /** The dollar sign would end a line in Java, and a space at an end is cut off. */
    private static String plainOrHex(char c) {
        return c > ' ' && c < 0x7f && c != '$' ? String.valueOf(c) : "\\x%02x".formatted((int) c);
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }
}
