/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.linux.internal.RegularFileOpener;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private static final BytePath NAME = BytePath.of(new byte[] {'n', '\n', ' ', (byte) 0xff});

    @TempDir Path folder;

    /** The temporary folder's own clean-up cannot name what is no text. */
    @AfterEach
    void removeWhatIsNoText() throws Exception {
        new ProcessBuilder("find", folder.toString(), "-type", "f", "-delete").start().waitFor();
    }

    private BytePath create(String content) throws Exception {
        BytePath path = BytePath.of(folder.toString()).resolve(NAME);
        int flags = Fcntl.O_CREAT | Fcntl.O_WRONLY;
        int descriptor = Descriptors.openAt(Fcntl.AT_FDCWD, path, flags, 0644);
        Files.writeString(Path.of("/proc/self/fd/" + descriptor), content);
        Descriptors.close(descriptor);
        return path;
    }

    @Test
    void a_name_that_is_no_text_can_be_listed_opened_read_and_told() throws Exception {
        BytePath path = create("pearl");
        assertThat(Directory.list(BytePath.of(folder.toString())))
                .containsExactly(new Directory.Entry(NAME, false, true));
        try (OpenFile file = new RegularFileOpener().open(path)) {
            ByteBuffer content = ByteBuffer.allocate(10);
            assertThat(file.read(content, 1)).isEqualTo(4);
            assertThat(new String(content.array(), 0, 4, StandardCharsets.UTF_8)).isEqualTo("earl");
            assertThat(file.read(content, 5)).isZero();
            assertThat(Descriptors.path(file.descriptor())).isEqualTo(path);
            assertThat(file.identify().size()).isEqualTo(5);
        }
    }

    @Test
    void times_are_told_in_nanoseconds() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        long nanos = 1_700_000_000_123_456_789L;
        Files.setLastModifiedTime(file, FileTime.from(nanos, TimeUnit.NANOSECONDS));
        try (OpenFile open = new RegularFileOpener().open(BytePath.of(file.toString()))) {
            assertThat(open.identify().modified()).isEqualTo(nanos);
            assertThat(open.identify().inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
            assertThat(open.identify().device()).isEqualTo(Files.getAttribute(file, "unix:dev"));
        }
    }

    @Test
    void a_fifo_is_refused_without_waiting_for_its_writer() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> new RegularFileOpener().open(BytePath.of(fifo.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void a_link_is_not_followed() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatThrownBy(() -> new RegularFileOpener().open(BytePath.of(link.toString())))
                .hasMessageContaining("not a regular file");
    }

    @Test
    void what_does_not_exist_is_named_with_the_reason() {
        assertThatThrownBy(() -> new RegularFileOpener().open(BytePath.of("/no/such")))
                .hasMessage("Cannot open /no/such: No such file or directory");
    }

    @Test
    void this_process_is_found_with_its_ancestors() {
        int pid = (int) ProcessHandle.current().pid();
        assertThat(Processes.find(pid))
                .hasValueSatisfying(
                        me -> {
                            assertThat(me.executable().toString()).endsWith("/java");
                            assertThat(me.command()).isEqualTo("java");
                            assertThat(me.ancestors()).isNotEmpty();
                        });
        assertThat(Processes.find(0)).isEmpty();
    }

    @Test
    void what_a_process_with_mounts_of_its_own_runs_is_not_told() throws Exception {
        Process other = new ProcessBuilder("unshare", "-m", "sleep", "60").start();
        try {
            int pid = (int) other.pid();
            while (!Processes.find(pid).orElseThrow().command().equals("sleep")) {
                Thread.sleep(5);
            }
            assertThat(Processes.find(pid).orElseThrow().executable()).isNull();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_path_shows_the_file_it_leads_to_and_no_other() throws Exception {
        Path file = Files.writeString(folder.toRealPath().resolve("f"), "x");
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);
        long device = (Long) Files.getAttribute(file, "unix:dev");
        long inode = (Long) Files.getAttribute(file, "unix:ino");
        assertThat(OwnView.shows(BytePath.of(file.toString()), device, inode)).isTrue();
        assertThat(OwnView.shows(BytePath.of(file.toString()), device, inode + 1)).isFalse();
        assertThat(OwnView.shows(BytePath.of(link.toString()), device, inode)).isFalse();
        assertThat(OwnView.shows(BytePath.of("/no/such"), device, inode)).isFalse();
    }
}
