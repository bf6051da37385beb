/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles.Visitor;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.linux.internal.FolderChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderChangesTest {
    /** Deeper than folders are kept open. */
    private static final int DEEP = 150;

    @TempDir Path place;

    private Path folder;
    private final List<String> found = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    @BeforeEach
    void resolve() throws Exception {
        folder = Files.createDirectory(place.toRealPath().resolve("guarded"));
    }

    /** The temporary folder's own clean-up cannot name what is no text. */
    @AfterEach
    void remove() throws Exception {
        run("rm -rf -- *");
    }

    private void run(String script) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
        assertThat(shell.directory(folder.toFile()).inheritIO().start().waitFor()).isZero();
    }

    private boolean visit(long since) throws IOException {
        Visitor visitor =
                new Visitor() {
                    @Override
                    public boolean goesOn() {
                        return found.size() < most;
                    }

                    @Override
                    public void folder(BytePath path) {}

                    @Override
                    public void changed(BytePath path, OpenFile file) {
                        found.add(path.toString().substring(folder.toString().length() + 1));
                        try (file) {
                            assertThat(file.identify().size()).isPositive();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    @Override
                    public void failed(BytePath path, String why) {
                        failed.add(path + ": " + why);
                    }
                };
        return new FolderChanges().visit(BytePath.of(folder.toString()), since, visitor);
    }

    /** A time after which nothing has changed yet: the clock of the file system has moved on. */
    private long now() throws Exception {
        Path clock = place.resolve("clock");
        long before = changed(Files.writeString(clock, "x"));
        long after = before;
        while (after == before) {
            after = changed(Files.writeString(clock, "x"));
        }
        return after;
    }

    private static long changed(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).to(TimeUnit.NANOSECONDS);
    }

    @Test
    void files_that_changed_since_are_found_whatever_their_mtime_says() throws Exception {
        run("mkdir -p a/b; echo x >a/old; echo x >a/b/back; echo x >a/b/linked");
        long since = now();
        run("echo x >a/b/new; echo y >>a/b/back; touch -d 2001-01-01 a/b/back; : >a/b/empty");
        run("ln a/b/linked a/name; mkfifo a/fifo; ln -s /etc a/link");
        assertThat(visit(since)).isTrue();
        assertThat(found).containsExactlyInAnyOrder("a/b/new", "a/b/back", "a/b/linked", "a/name");
        assertThat(failed).isEmpty();
    }

    @Test
    void a_file_whose_name_is_no_text_is_found() throws Exception {
        run("mkdir \"$(printf 'f\\377')\"; echo x >\"$(printf 'f\\377/n\\n\\376')\"");
        assertThat(visit(0)).isTrue();
        assertThat(found).containsExactly("f\\xff/n\\x0a\\xfe");
    }

    @Test
    void all_files_of_a_folder_that_was_moved_in_are_found() throws Exception {
        run(
                "mkdir -p ../outside/moved/in stays; echo x >../outside/moved/in/old; echo x >stays/old");
        long since = now();
        run("mv ../outside/moved .; echo x >stays/new");
        assertThat(visit(since)).isTrue();
        assertThat(found).containsExactlyInAnyOrder("moved/in/old", "stays/new");
    }

    @Test
    void files_that_lie_deeper_than_folders_are_kept_open_are_found_once() throws Exception {
        run("for i in $(seq " + DEEP + "); do mkdir d; cd d; echo x >f; done");
        assertThat(visit(0)).isTrue();
        assertThat(found).hasSize(DEEP).doesNotHaveDuplicates();
        assertThat(failed).isEmpty();
    }

    @Test
    void a_folder_with_more_names_than_one_call_tells_is_listed_whole() throws Exception {
        run("seq 3000 | while read i; do echo x >file-of-some-length-$i; done");
        assertThat(visit(0)).isTrue();
        assertThat(found).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void the_visitor_can_end_it() throws Exception {
        run("mkdir a b; for i in 1 2 3 4 5; do echo x >a/$i; echo x >b/$i; done");
        most = 3;
        assertThat(visit(0)).isFalse();
        assertThat(found).hasSize(3);
    }

    @Test
    void a_folder_that_is_a_link_now_is_told_of_and_not_followed() throws Exception {
        run("mkdir ../real; echo x >../real/f; cd ..; rmdir guarded; ln -s real guarded");
        assertThat(visit(0)).isTrue();
        assertThat(found).isEmpty();
        assertThat(failed).hasSize(1);
        run("cd ..; rm guarded; mkdir guarded");
    }

    @Test
    void a_folder_that_is_gone_is_no_failure() throws Exception {
        run("rmdir ../guarded");
        assertThat(visit(0)).isTrue();
        assertThat(failed).isEmpty();
        Files.createDirectory(folder);
    }

    @Test
    void no_descriptor_stays_open() throws Exception {
        run("mkdir -p a/b c; echo x >a/b/f; echo x >c/f");
        visit(0);
        long before = descriptors();
        visit(0);
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
