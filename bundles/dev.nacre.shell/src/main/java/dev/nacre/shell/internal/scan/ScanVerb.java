/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Scans files and folders through the host's scanner. */
public final class ScanVerb implements Verb {
    private final Host host;

    public ScanVerb(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String usage() {
        return "[--json] PATH...";
    }

    @Override
    public String summary() {
        return "scan files, and folders with all that is below them";
    }

    @Override
    public String details() {
        return "Nothing is quarantined or removed. Links in folders are not followed, and folders"
                + " such as /proc are left out.\n"
                + "Exit code: 0 clean, 1 something is infected, 2 something could not be scanned.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException, InterruptedException {
        if (arguments.operands().isEmpty()) {
            throw new UsageException("which files or folders?");
        }
        List<BytePath> starts = new ArrayList<>();
        for (BytePath operand : arguments.operands()) {
            starts.add(Arguments.path(operand, terminal.directory()));
        }
        Guard guard = host.guard();
        FileOpener files = host.files();
        FileTree tree = host.tree();
        int parallelism = guard.status().scannerStatus().map(ScannerStatus::parallelism).orElse(1);
        Report report =
                arguments.json() ? new JsonReport(terminal.out()) : new TextReport(terminal);
        try (FileCount count = new FileCount(tree, starts)) {
            if (terminal.progress()) {
                count.start();
            }
            Results results = new Results(report, new Progress(terminal, count::total));
            try (Judges judges = new Judges(guard, files, tree, results, parallelism)) {
                Walk walk = new Walk(tree, judges);
                for (BytePath start : starts) {
                    walk.from(start);
                }
                judges.finish();
            }
            return results.end().exitCode();
        }
    }
}
