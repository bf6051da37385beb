/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.scan.Verdict;
import java.time.Duration;

/** Gathers verdicts from several threads: counts them, and hands on what is worth a line. */
final class Results {
    private final Report report;
    private final Progress progress;
    private final long began = System.nanoTime();

    private long files;
    private long bytes;
    private long clean;
    private long infected;
    private long unscanned;
    private long skipped;

    Results(Report report, Progress progress) {
        this.report = report;
        this.progress = progress;
    }

    synchronized void add(BytePath path, long size, Verdict verdict) {
        files++;
        bytes += size;
        if (verdict instanceof Verdict.Infected found) {
            infected++;
            progress.hide();
            report.infected(path, found);
        } else if (verdict instanceof Verdict.Unscanned none) {
            unscanned++;
            progress.hide();
            report.unscanned(path, none);
        } else {
            clean++;
        }
        progress.show(files, infected);
    }

    synchronized void skipped() {
        skipped++;
    }

    /** Writes the end of the report. */
    synchronized Tally end() {
        progress.hide();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Tally tally = new Tally(files, bytes, clean, infected, unscanned, skipped, took);
        report.end(tally);
        return tally;
    }
}
