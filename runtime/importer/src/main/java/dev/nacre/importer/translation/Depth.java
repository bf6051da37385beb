/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the folders in a folder are guarded, too. */
final class Depth implements Subject {
    private static final String FLAT = "OnAccessDisableDDD";

    @Override
    public List<String> options() {
        return List.of(FLAT);
    }

    @Override
    public void translate(Input input, Draft draft) {
        List<Said> said = input.all(FLAT);
        List<Said> flat = Watches.folders(input, Watches.INCLUDE);
        if (!input.says(FLAT)) {
            said.forEach(one -> draft.carry(one, "folders below are guarded, as Nacre does"));
        } else if (flat.isEmpty()) {
            draft.leave(said, "it is about OnAccessIncludePath, of which there is none");
        } else {
            CfgFile file = draft.file("dev.nacre.filter.path-clamonacc-flat", Watches.head(input));
            file.list("watches", List.of(Watches.FOLDERS), List.of("Only what was imported."));
            file.list(
                    "regexes",
                    List.of(below(flat, Watches.folders(input, Watches.LIST))),
                    Draft.origins(
                            said,
                            "Guards the files in the folders named, and none in the folders below"
                                    + " them. Delete this file to have all guarded: here that costs"
                                    + " no more."));
            draft.carry(said, file, "regexes");
        }
    }

    /** Files below folders, but for those that lie right in one, or anywhere below one in full. */
    private static String below(List<Said> flat, List<Said> full) {
        String either = anyOf(flat);
        String but = full.isEmpty() ? "" : "(?!" + anyOf(full) + "/)";
        return "(?!" + either + "/[^/]*\\z)" + but + either + "/[^/]+/.*";
    }

    private static String anyOf(List<Said> folders) {
        return folders.stream().map(Depth::literal).collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String literal(Said folder) {
        return folder.value()
                .replaceAll("/+$", "")
                .chars()
                .mapToObj(c -> PosixRegex.literal((char) c))
                .collect(Collectors.joining());
    }
}
