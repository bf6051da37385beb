/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.FAN_CLOEXEC;
import static dev.nacre.linux.libc.Fanotify.FAN_CREATE;
import static dev.nacre.linux.libc.Fanotify.FAN_DELETE_SELF;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_MARK_FILESYSTEM;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_FROM;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVED_TO;
import static dev.nacre.linux.libc.Fanotify.FAN_MOVE_SELF;
import static dev.nacre.linux.libc.Fanotify.FAN_NONBLOCK;
import static dev.nacre.linux.libc.Fanotify.FAN_ONDIR;
import static dev.nacre.linux.libc.Fanotify.FAN_RENAME;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_DFID_NAME_TARGET;
import static dev.nacre.linux.libc.Fanotify.FAN_REPORT_FID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import dev.nacre.linux.libc.LibC;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles of files and the events that bring them, on a file system of the test's own. */
class HandleEventTest {
    private Path root;
    private int mount = -1;
    private int group = -1;

    @BeforeEach
    void begin() throws Exception {
        assumeThat(LibC.geteuid()).as("mounting needs root").isZero();
        root = Files.createTempDirectory("nacre-handles");
        mount(root);
        mount = Descriptors.open(bytes(root), Fcntl.O_RDONLY | Fcntl.O_DIRECTORY);
    }

    void mount(Path point) throws Exception {
        run("mount", "-t", "tmpfs", "nacre-test", point.toString());
    }

    @AfterEach
    void end() throws Exception {
        if (mount >= 0) {
            Descriptors.close(mount);
            LibC.close(group);
            run("umount", root.toString());
            Files.delete(root);
        }
    }

    static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static BytePath bytes(Path path) {
        return BytePath.of(path.toString());
    }

    private static FileHandle handle(Path path) throws Exception {
        int descriptor = Descriptors.open(bytes(path), Fcntl.O_PATH | Fcntl.O_NOFOLLOW);
        try {
            return FileHandle.of(descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private void watch(int reports, long mask) {
        group = LibC.fanotify_init(FAN_CLOEXEC | FAN_NONBLOCK | reports, Fcntl.O_RDONLY);
        int flags = FAN_MARK_ADD | FAN_MARK_FILESYSTEM;
        byte[] path = bytes(root).cString();
        assertThat(LibC.fanotify_mark(group, flags, mask, Fcntl.AT_FDCWD, path)).isZero();
    }

    private List<HandleEvent> events() {
        NativeBuffer buffer = new NativeBuffer(64 * 1024);
        long length = LibC.read(group, buffer.address(), buffer.size());
        List<HandleEvent> events = new ArrayList<>();
        for (int at = 0; at < length; at += buffer.bytes().getInt(at + EVENT_LEN)) {
            events.add(HandleEvent.read(buffer.bytes(), at));
        }
        return events;
    }

    private HandleEvent event() {
        List<HandleEvent> events = events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void a_handle_leads_to_its_file_wherever_that_was_moved() throws Exception {
        Path file = Files.writeString(root.resolve("f"), "pearl");
        FileHandle handle = handle(file);
        Files.move(file, Files.createDirectory(root.resolve("d")).resolve("g"));
        Files.writeString(root.resolve("f"), "sand");
        int opened = handle.open(mount, Fcntl.O_RDONLY);
        try {
            assertThat(Descriptors.path(opened)).isEqualTo(bytes(root.resolve("d/g")));
            assertThat(Descriptors.identify(opened).size()).isEqualTo(5);
            assertThat(FileHandle.of(opened)).isEqualTo(handle).hasSameHashCodeAs(handle);
        } finally {
            Descriptors.close(opened);
        }
        assertThat(handle(root.resolve("f"))).isNotEqualTo(handle);
    }

    @Test
    void the_handle_of_a_file_that_is_gone_leads_nowhere() throws Exception {
        Path file = Files.writeString(root.resolve("f"), "pearl");
        FileHandle handle = handle(file);
        Files.delete(file);
        assertThatThrownBy(() -> handle.open(mount, Fcntl.O_PATH))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESTALE))
                .hasMessageStartingWith("Cannot open file handle ");
    }

    @Test
    void a_fifo_is_found_by_its_handle_without_being_opened() throws Exception {
        Path fifo = root.resolve("fifo");
        run("mkfifo", fifo.toString());
        int found = handle(fifo).open(mount, Fcntl.O_PATH);
        FileStatus status = new FileStatus();
        assertThat(status.read(found)).isTrue();
        assertThat(status.isRegular()).isFalse();
        Descriptors.close(found);
    }

    @Test
    void where_the_file_system_has_no_handles_that_is_said() throws Exception {
        int proc = Descriptors.open(BytePath.of("/proc"), Fcntl.O_PATH);
        assertThatThrownBy(() -> FileHandle.of(proc))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        Descriptors.close(proc);
    }

    @Test
    void a_new_name_is_told_with_its_folder_and_what_it_names() throws Exception {
        watch(FAN_REPORT_DFID_NAME_TARGET, FAN_CREATE);
        Path file = Files.writeString(root.resolve("n"), "pearl");
        HandleEvent event = event();
        assertThat(event.mask()).isEqualTo(FAN_CREATE);
        assertThat(event.pid()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(event.filesystem()).isEqualTo(FileSystems.id(mount)).isNotZero();
        assertThat(event.target()).isEqualTo(handle(file));
        assertThat(event.entry()).isEqualTo(new HandleEvent.Entry(handle(root), BytePath.of("n")));
        assertThat(event.before()).isNull();
    }

    @Test
    void a_name_that_is_no_text_is_told_as_it_is() throws Exception {
        watch(FAN_REPORT_DFID_NAME, FAN_CREATE);
        BytePath name = BytePath.of(new byte[] {'n', '\n', ' ', (byte) 0xff});
        int flags = Fcntl.O_CREAT | Fcntl.O_WRONLY;
        Descriptors.close(Descriptors.openAt(mount, name, flags, 0600));
        HandleEvent event = event();
        assertThat(event.entry()).isEqualTo(new HandleEvent.Entry(handle(root), name));
        assertThat(event.target()).isNull();
    }

    @Test
    void a_rename_is_told_with_where_from_and_where_to() throws Exception {
        Path file = Files.writeString(root.resolve("f"), "pearl");
        Path folder = Files.createDirectory(root.resolve("d"));
        watch(FAN_REPORT_DFID_NAME_TARGET, FAN_RENAME);
        Files.move(file, folder.resolve("g"));
        HandleEvent event = event();
        assertThat(event.mask()).isEqualTo(FAN_RENAME);
        assertThat(event.before()).isEqualTo(new HandleEvent.Entry(handle(root), BytePath.of("f")));
        assertThat(event.entry())
                .isEqualTo(new HandleEvent.Entry(handle(folder), BytePath.of("g")));
        assertThat(event.target()).isEqualTo(handle(folder.resolve("g")));
        assertThat(event.filesystem()).isEqualTo(FileSystems.id(mount));
    }

    @Test
    void a_folder_tells_of_itself_that_it_was_moved_and_deleted_in_one_event() throws Exception {
        Path folder = Files.createDirectory(root.resolve("d"));
        FileHandle handle = handle(folder);
        long mask = FAN_MOVE_SELF | FAN_DELETE_SELF | FAN_ONDIR;
        watch(FAN_REPORT_FID, mask);
        Files.delete(Files.move(folder, root.resolve("e")));
        HandleEvent event = event();
        assertThat(event.mask()).isEqualTo(mask);
        assertThat(event.target()).isEqualTo(handle);
        assertThat(event.entry()).isNull();
    }

    @Test
    void moves_are_told_from_both_sides() throws Exception {
        Path file = Files.writeString(root.resolve("f"), "pearl");
        watch(FAN_REPORT_DFID_NAME, FAN_MOVED_FROM | FAN_MOVED_TO);
        Files.move(file, root.resolve("g"));
        assertThat(events())
                .extracting(HandleEvent::mask, event -> event.entry().name())
                .containsExactly(
                        tuple(FAN_MOVED_FROM, BytePath.of("f")),
                        tuple(FAN_MOVED_TO, BytePath.of("g")));
    }
}
