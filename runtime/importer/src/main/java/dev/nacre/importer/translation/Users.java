/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.ArrayList;
import java.util.List;

/** Whose accesses are not scanned. */
final class Users implements Subject {
    private static final String ROOT = "OnAccessExcludeRootUID";
    private static final String ID = "OnAccessExcludeUID";
    private static final String NAME = "OnAccessExcludeUname";

    @Override
    public List<String> options() {
        return List.of(ROOT, ID, NAME);
    }

    @Override
    public void translate(Input input, Draft draft) {
        List<String> users = new ArrayList<>();
        List<Said> from = new ArrayList<>();
        if (input.says(ROOT)) {
            users.add("0");
            from.addAll(input.all(ROOT));
        } else {
            input.all(ROOT).forEach(said -> draft.carry(said, "root is not exempt, as in Nacre"));
        }
        List<Said> ids = input.all(ID);
        if (ids.stream().anyMatch(said -> Integer.parseInt(said.value()) == 0)) {
            draft.leave(
                    ids,
                    "one of its values is 0, which switches it off (clamd.conf(5)): root is"
                            + " exempt by OnAccessExcludeRootUID");
        } else {
            ids.forEach(said -> users.add(Integer.toString(Integer.parseInt(said.value()))));
            from.addAll(ids);
        }
        input.all(NAME).forEach(said -> users.add(said.shown()));
        from.addAll(input.all(NAME));
        if (!users.isEmpty()) {
            CfgFile file = draft.file("dev.nacre.filter.user-clamonacc", Watches.head(input));
            file.list("watches", Watches.names(input), List.of("Only what was imported."));
            file.list(
                    "users",
                    users,
                    Draft.origins(
                            from,
                            "Names are compared whole; clamonacc compares their beginnings. It"
                                    + " wants clamd's user here, so as not to scan what clamd opens;"
                                    + " Nacre knows clamd by its socket. If that was the purpose, delete"
                                    + " this file: what these users do is not guarded."));
            draft.carry(from, file, "users");
        }
    }
}
