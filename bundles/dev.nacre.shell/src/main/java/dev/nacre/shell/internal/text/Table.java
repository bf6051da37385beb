/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns are aligned. For one thread. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with a line of headings; none where there are none. */
    public Table(String... headings) {
        if (headings.length > 0) {
            rows.add(List.of(headings));
        }
    }

    /** Adds a row; it may be shorter than others. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Writes all rows, each behind {@code indent}, none with space at its end. */
    public void print(PrintStream out, String indent) {
        List<Integer> widths = widths();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                int padding = widths.get(column) - width(cell);
                line.append(cell).append(" ".repeat(padding)).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                if (column == widths.size()) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), width(row.get(column))));
            }
        }
        return widths;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
