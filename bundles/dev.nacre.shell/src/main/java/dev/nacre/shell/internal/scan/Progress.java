/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line at the foot of a terminal that says how far a scan is; nothing where there is no terminal.
 * For one thread at a time.
 */
final class Progress {
    private static final long REDRAW_NANOS = 100_000_000;

    /** Back to the first column, and erase the line (console_codes(4), ECMA-48 CSI K). */
    private static final String CLEAR = "\r\u001b[K";

    private static final int LONGEST_BAR = 40;

    /** Of all that is not bar or text: brackets, percentage and spaces. */
    private static final int FRAME = 11;

    private final Terminal terminal;
    private final LongSupplier total;
    private boolean shown;
    private long drawn;

    /**
     * @param total how many files there are; below 0 while that is not known
     */
    Progress(Terminal terminal, LongSupplier total) {
        this.terminal = terminal;
        this.total = total;
    }

    /** Shows how many files are done, unless that was shown a moment ago. */
    void show(long done, long infected) {
        long now = System.nanoTime();
        if (!terminal.progress() || shown && now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        shown = true;
        terminal.err().print(CLEAR + line(done, total.getAsLong(), infected));
        terminal.err().flush();
    }

    private String line(long done, long total, long infected) {
        String found = infected == 0 ? "" : ", " + Human.number(infected) + " infected";
        if (total <= 0) {
            return fit(Human.number(done) + " files" + found);
        }
        long all = Math.max(total, done);
        String text = Human.number(done) + " of " + Human.number(all) + " files" + found;
        int length = Math.min(LONGEST_BAR, terminal.width() - text.length() - FRAME);
        if (length < 1) {
            return fit(text);
        }
        int full = (int) (done * length / all);
        String bar = "#".repeat(full) + ".".repeat(length - full);
        return String.format(Locale.ROOT, "[%s] %3d %%  %s", bar, done * 100 / all, text);
    }

    /** A line that reached the last column would wrap, and could not be erased. */
    private String fit(String text) {
        return text.substring(0, Math.min(text.length(), terminal.width() - 1));
    }

    /** Erases the line, so that others can be written. */
    void hide() {
        if (shown) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
            shown = false;
        }
    }
}
