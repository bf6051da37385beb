/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.quarantine.QuarantineEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A quarantine of names without content. */
final class FakeQuarantine implements Quarantine {
    private final Map<String, QuarantineEntry> entries = new TreeMap<>();

    void add(String id, String path) {
        entries.put(
                id,
                new QuarantineEntry(
                        id,
                        BytePath.parse(path),
                        "Evil-Test",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        2048,
                        "ab".repeat(32),
                        1000,
                        100,
                        0644,
                        Instant.parse("2025-01-02T03:04:05Z"),
                        2));
    }

    @Override
    public QuarantineEntry take(FileContent file, BytePath path, String signature) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(FileContent file, BytePath path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<QuarantineEntry> list() {
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<QuarantineEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public BytePath restore(String id, Optional<BytePath> target) throws IOException {
        BytePath path = target.orElse(entries.get(id).path());
        if (path.equals(BytePath.of("/taken"))) {
            throw new IOException("Cannot give back to /taken: a file is there; name another");
        }
        entries.remove(id);
        return path;
    }

    @Override
    public void delete(String id) {
        entries.remove(id);
    }

    @Override
    public boolean isReleased(FileIdentity identity) {
        return false;
    }
}
