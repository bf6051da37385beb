/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.ArrayList;
import java.util.List;

/** Which folders are left out. */
final class Excludes implements Subject {
    private static final String PATTERN = "OnAccessExcludePath";
    private static final String LIST = "--exclude-list";
    private static final String FLAT = "OnAccessDisableDDD";

    @Override
    public List<String> options() {
        return List.of(PATTERN, LIST, FLAT);
    }

    @Override
    public void translate(Input input, Draft draft) {
        List<String> prefixes = new ArrayList<>();
        List<String> regexes = new ArrayList<>();
        List<Said> forPrefixes = new ArrayList<>();
        List<Said> forRegexes = new ArrayList<>();
        for (Said said : input.all(PATTERN)) {
            try {
                Exclusion exclusion = Exclusion.pattern(said.value());
                boolean folder = exclusion.key().equals("prefixes");
                (folder ? prefixes : regexes).add(exclusion.value());
                (folder ? forPrefixes : forRegexes).add(said);
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
            prefixes.add(Exclusion.folder(said.value()).value());
            forPrefixes.add(said);
        }
        if (!forPrefixes.isEmpty() || !forRegexes.isEmpty()) {
            CfgFile file = draft.file("dev.nacre.filter.path-clamonacc", Watches.head(input));
            file.list("watches", Watches.names(input), List.of("Only what was imported."));
            if (!forPrefixes.isEmpty()) {
                file.list(
                        "prefixes",
                        prefixes,
                        Draft.origins(
                                forPrefixes,
                                "Each folder with all below it, and no other: in clamonacc 1.5"
                                        + " /srv/a would leave out /srv/ab, too."));
                draft.carry(forPrefixes, file, "prefixes");
            }
            if (!forRegexes.isEmpty()) {
                file.list(
                        "regexes",
                        regexes,
                        Draft.origins(
                                forRegexes,
                                "All below each folder whose path holds a match, as in clamonacc"
                                        + " 1.5."));
                draft.carry(forRegexes, file, "regexes");
            }
        }
        flat(input, draft);
    }

    /** Without DDD a folder is watched, and none in it. */
    private static void flat(Input input, Draft draft) {
        List<Said> said = input.all(FLAT);
        List<Said> folders = input.all(Watches.INCLUDE);
        if (!input.says(FLAT)) {
            said.forEach(one -> draft.carry(one, "folders below are guarded, as Nacre does"));
        } else if (folders.isEmpty()) {
            draft.leave(said, "it is about OnAccessIncludePath, of which there is none");
        } else {
            CfgFile file = draft.file("dev.nacre.filter.path-clamonacc-flat", Watches.head(input));
            file.list("watches", List.of(Watches.FOLDERS), List.of("Only what was imported."));
            file.list(
                    "regexes",
                    folders.stream().map(Excludes::below).toList(),
                    Draft.origins(
                            said,
                            "Guards the files in the folders named, and none in the folders below"
                                    + " them. Delete this file to have all guarded: here that costs no"
                                    + " more."));
            draft.carry(said, file, "regexes");
        }
    }

    private static String below(Said folder) {
        StringBuilder regex = new StringBuilder();
        for (char c : folder.value().replaceAll("/+$", "").toCharArray()) {
            regex.append(PosixRegex.literal(c));
        }
        return regex + "/[^/]+/.*";
    }
}
