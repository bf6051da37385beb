/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.List;

/** What becomes of an infected file, and who is told. */
final class Actions implements Subject {
    private static final String MOVE = "--move";
    private static final String COPY = "--copy";
    private static final String REMOVE = "--remove";
    private static final String EVENT = "VirusEvent";

    @Override
    public List<String> options() {
        return List.of(MOVE, COPY, REMOVE, EVENT);
    }

    @Override
    public void translate(Input input, Draft draft) {
        if (input.one(MOVE).isPresent()) {
            // common/actions.c, actsetup.
            draft.leave(input.all(REMOVE), "clamonacc, too, only moves where --move is given");
        }
        draft.leave(
                input.all(COPY),
                "Nacre keeps no copy of a file that it leaves in place. Nearest: action ="
                        + " \"quarantine\" in the watch; nacre quarantine restore gives back");
        draft.leave(
                input.all(EVENT),
                "clamd itself goes on running this one for what Nacre has it scan, and answers only"
                        + " afterwards. Nearest: etc/dev.nacre.notifier.exec-NAME.cfg, by which"
                        + " Nacre runs a command that nobody waits for");
        List<Said> move = input.all(MOVE);
        if (!move.isEmpty()) {
            Said said = move.get(0);
            if (!said.value().startsWith("/")) {
                draft.fault(said.toString(), "an absolute path is needed");
            }
            CfgFile file = draft.file("dev.nacre.quarantine", Watches.head(input));
            file.set(
                    "directory",
                    said.shown(),
                    Draft.origins(
                            move,
                            "What clamonacc has moved there stays as it is. Nacre's own is kept"
                                    + " with owner, place and times, and closed to others; a folder"
                                    + " that holds other things has to be closed already (chmod 700)."));
            draft.carry(said, file, "directory");
        }
    }

    /** Sets the keys of a watch. */
    static void set(CfgFile file, Input input, Draft draft) {
        boolean moves = input.one(MOVE).isPresent();
        List<Said> from = input.all(moves ? MOVE : REMOVE);
        if (from.isEmpty()) {
            file.set("action", "report", List.of("clamonacc reports, where nothing else is said."));
        } else {
            file.set("action", moves ? "quarantine" : "remove", Draft.origins(from));
            draft.carry(from, file, "action");
        }
    }
}
