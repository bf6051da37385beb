/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import java.util.ArrayList;
import java.util.List;

/** A header of a bundle's manifest (OSGi Core, "Common Header Syntax"). */
final class Header {
    private Header() {}

    /** What its clauses are about, such as the packages of {@code Export-Package}. */
    static List<String> paths(String value) {
        List<String> paths = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : (value == null ? "" : value + ',').toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            }
            if (!quoted && (c == ',' || c == ';')) {
                String text = part.toString().strip();
                part.setLength(0);
                // Attributes and directives have an equals sign, paths have none.
                if (!text.isEmpty() && text.indexOf('=') < 0) {
                    paths.add(text);
                }
            } else {
                part.append(c);
            }
        }
        return paths;
    }
}
