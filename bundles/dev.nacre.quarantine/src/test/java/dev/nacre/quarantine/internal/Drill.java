/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.quarantine.QuarantineEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tests do again and again, with one file, to see what comes of it when it goes wrong. */
final class Drill {
    static final String CONTENT = "grey pearl, larger than nothing";

    private final Bench bench;
    private final BytePath path;

    Drill(Bench bench, BytePath path) {
        this.bench = bench;
        this.path = path;
    }

    /** What is tried. */
    interface Deed {
        void on(FolderQuarantine quarantine) throws IOException;
    }

    void take(FolderQuarantine quarantine) throws IOException {
        Bench.take(quarantine, path);
    }

    void remove(FolderQuarantine quarantine) throws IOException {
        try (OpenFile file = Bench.open(path)) {
            quarantine.remove(file, path);
        }
    }

    static void restore(FolderQuarantine quarantine) throws IOException {
        quarantine.restore(quarantine.list().get(0).id(), Optional.empty());
    }

    static void delete(FolderQuarantine quarantine) throws IOException {
        quarantine.delete(quarantine.list().get(0).id());
    }

    /** Does the deed, and tells the steps it took. */
    List<String> steps(Deed deed) throws IOException {
        List<String> steps = new ArrayList<>();
        FolderQuarantine quarantine = bench.start();
        bench.probe(steps::add);
        deed.on(quarantine);
        bench.probe(step -> {});
        bench.stop();
        return steps;
    }

    /** Takes away all but the folders. */
    void clear(FolderQuarantine quarantine) throws Exception {
        for (QuarantineEntry entry : quarantine.list()) {
            quarantine.delete(entry.id());
        }
        bench.stop();
        bench.assertNothingKept();
        if (Bench.exists(path)) {
            assertThat(Path.of(path.toString()).toFile().delete()).isTrue();
        }
        bench.assertFiles();
    }

    /** There is one entry, and it can be given back as it was. */
    void assertKeptWhole(FolderQuarantine quarantine, String at) throws Exception {
        assertThat(quarantine.list()).as(at).hasSize(1);
        BytePath copy = bench.file("copy");
        quarantine.restore(quarantine.list().get(0).id(), Optional.of(copy));
        assertThat(Bench.text(copy)).as(at).isEqualTo(CONTENT);
        assertThat(Path.of(copy.toString()).toFile().delete()).isTrue();
    }
}
