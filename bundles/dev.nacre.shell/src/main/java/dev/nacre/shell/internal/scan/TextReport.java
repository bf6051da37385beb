/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.scan.Verdict;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Style;
import java.io.PrintStream;

/** The findings for people. */
final class TextReport implements Report {
    private final PrintStream out;
    private final Style style;

    TextReport(Terminal terminal) {
        this.out = terminal.out();
        this.style = new Style(terminal);
    }

    @Override
    public void infected(BytePath path, Verdict.Infected verdict) {
        out.println(style.bad("infected") + "   " + path + ": " + verdict.signature());
    }

    @Override
    public void unscanned(BytePath path, Verdict.Unscanned verdict) {
        String detail = verdict.detail().isEmpty() ? "" : " (" + verdict.detail() + ")";
        out.println(
                style.doubtful("unscanned")
                        + "  "
                        + path
                        + ": "
                        + verdict.reason().text()
                        + detail);
    }

    @Override
    public void end(Tally tally) {
        String infected = Human.number(tally.infected()) + " infected";
        String unscanned = Human.number(tally.unscanned()) + " unscanned";
        out.println(
                Human.number(tally.files())
                        + (tally.files() == 1 ? " file, " : " files, ")
                        + Human.size(tally.bytes())
                        + " in "
                        + Human.duration(tally.took())
                        + ": "
                        + (tally.infected() > 0 ? style.bad(infected) : infected)
                        + ", "
                        + (tally.unscanned() > 0 ? style.doubtful(unscanned) : unscanned));
    }
}
