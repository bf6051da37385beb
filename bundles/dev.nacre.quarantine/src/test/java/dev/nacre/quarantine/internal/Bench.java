/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.health.Finding;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Directory;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.internal.RegularFileOpener;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A folder with users' files and a quarantine beside it, and what tests do with them. */
final class Bench {
    static final String SIGNATURE = "Test.Pearl \"\\ ü";

    private final Path root;
    private final AtomicReference<Probe> probe = new AtomicReference<>(Probe.NONE);
    private final Map<String, Object> settings = new HashMap<>();
    private final List<FolderQuarantine> opened = new ArrayList<>();

    /** What the quarantine takes for now; moves when a test moves it. */
    volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

    Bench(Path root) {
        this.root = root;
        assertThat(root.resolve("files").toFile().mkdirs()).isTrue();
        set("directory", vault().toString());
    }

    Bench set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    /** A quarantine on the folder, as after a start of the host. */
    FolderQuarantine start() {
        FolderQuarantine quarantine =
                new FolderQuarantine(settings(), null, () -> now, step -> probe.get().before(step));
        opened.add(quarantine);
        return quarantine;
    }

    void stop() {
        opened.forEach(FolderQuarantine::deactivate);
        opened.clear();
    }

    void probe(Probe next) {
        probe.set(next);
    }

    BytePath vault() {
        return BytePath.of(root.resolve("quarantine").toString());
    }

    Path files() {
        return root.resolve("files");
    }

    BytePath file(String name) {
        return BytePath.of(files().resolve(name).toString());
    }

    BytePath create(String name, String content) throws IOException {
        BytePath path = file(name);
        create(path, content.getBytes(StandardCharsets.UTF_8));
        return path;
    }

    static void create(BytePath path, byte[] content) throws IOException {
        int flags = Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_WRONLY;
        int file = Descriptors.openAt(Fcntl.AT_FDCWD, path, flags, 0644);
        try {
            Descriptors.write(file, ByteBuffer.wrap(content));
        } finally {
            Descriptors.close(file);
        }
    }

    static OpenFile open(BytePath path) throws IOException {
        return new RegularFileOpener().open(path);
    }

    static QuarantineEntry take(FolderQuarantine quarantine, BytePath path) throws IOException {
        try (OpenFile file = open(path)) {
            return quarantine.take(file, path, SIGNATURE);
        }
    }

    static byte[] bytes(BytePath path) throws IOException {
        try (OpenFile file = open(path)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.identify().size());
            while (content.hasRemaining() && file.read(content, content.position()) > 0) {}
            return content.array();
        }
    }

    static String text(BytePath path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    static FileIdentity identify(BytePath path) throws IOException {
        try (OpenFile file = open(path)) {
            return file.identify();
        }
    }

    static boolean exists(BytePath path) {
        return FileStatus.scratch().read(Fcntl.AT_FDCWD, path);
    }

    static void rename(BytePath from, BytePath to) {
        int at = Fcntl.AT_FDCWD;
        assertThat(LibC.renameat2(at, from.cString(), at, to.cString(), 0)).isZero();
    }

    static List<String> names(BytePath folder) throws IOException {
        return Directory.list(folder).stream().map(entry -> entry.name().toString()).toList();
    }

    /** The folder of files holds nothing but these. */
    void assertFiles(String... expected) throws IOException {
        assertThat(names(BytePath.of(files().toString()))).containsExactlyInAnyOrder(expected);
    }

    /** The quarantine holds nothing of any entry. */
    void assertNothingKept() throws IOException {
        assertThat(names(vault())).isSubsetOf("released.json");
    }

    /** Health has one thing to say, and all these words are in it. */
    static void assertFinding(FolderQuarantine quarantine, String... texts) {
        assertThat(quarantine.findings())
                .hasSize(1)
                .first()
                .extracting(Finding::message)
                .asString()
                .contains(texts);
    }

    /** The temporary folder's own clean-up cannot name what is no text. */
    void close() throws Exception {
        stop();
        assertThat(
                        new ProcessBuilder("find", root.toString(), "-mindepth", "1", "-delete")
                                .start()
                                .waitFor())
                .isZero();
    }
}
