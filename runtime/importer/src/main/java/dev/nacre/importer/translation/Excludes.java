/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which folders are left out. */
final class Excludes implements Subject {
    private static final String PATTERN = "OnAccessExcludePath";
    private static final String LIST = "--exclude-list";

    @Override
    public List<String> options() {
        return List.of(PATTERN, LIST);
    }

    @Override
    public void translate(Input input, Draft draft) {
        Map<Said, String> folders = new LinkedHashMap<>();
        Map<Said, String> patterns = new LinkedHashMap<>();
        for (Said said : input.all(PATTERN)) {
            try {
                Exclusion exclusion = Exclusion.pattern(said.value());
                boolean folder = exclusion.key().equals("prefixes");
                (folder ? folders : patterns).put(said, exclusion.value());
            } catch (IllegalArgumentException e) {
                draft.leave(
                        said,
                        "it cannot be translated: "
                                + e.getMessage()
                                + "; write a glob or a regular expression of Java into a"
                                + " dev.nacre.filter.path-NAME.cfg");
            }
        }
        for (Said said : input.all(LIST)) {
            folders.put(said, Exclusion.folder(said.value()).value());
        }
        if (folders.isEmpty() && patterns.isEmpty()) {
            return;
        }
        CfgFile file = draft.file("dev.nacre.filter.path-clamonacc", Watches.head(input));
        file.list("watches", Watches.names(input), List.of("Only what was imported."));
        set(
                "prefixes",
                folders,
                "Each folder with all below it, and no other: in clamonacc 1.5 /srv/a would leave"
                        + " out /srv/ab, too.",
                file,
                draft);
        set(
                "regexes",
                patterns,
                "All below each folder whose path holds a match, as in clamonacc 1.5. Before, it"
                        + " took each for the name of a folder: see that these leave out no more than"
                        + " they should.",
                file,
                draft);
    }

    private static void set(
            String key, Map<Said, String> values, String remark, CfgFile file, Draft draft) {
        if (!values.isEmpty()) {
            List<Said> from = new ArrayList<>(values.keySet());
            file.list(key, List.copyOf(values.values()), Draft.origins(from, remark));
            draft.carry(from, file, key);
        }
    }
}
