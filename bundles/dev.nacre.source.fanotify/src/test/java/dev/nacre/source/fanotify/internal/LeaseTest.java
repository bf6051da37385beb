/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left to the kernel, on tmpfs. All accesses of this process are reported, too. */
@NeedsFanotify
class LeaseTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** More descriptors than are needed. */
    private static final int ANY = 10_000;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    final LeavingSink sink = new LeavingSink();
    private FanotifySource source;
    private Path file;

    /** For the tests that are the same on another file system. */
    void prepare() throws Exception {}

    @BeforeEach
    void guard() throws Exception {
        prepare();
        file = sandbox.file("hot");
        start(new LeaseLimits(100, ANY, MINUTE, 0, MINUTE));
    }

    private void start(LeaseLimits limits) throws Exception {
        sandbox.limit(limits);
        source = sandbox.source(Features::probe);
        source.start(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
    }

    private void restart(LeaseLimits limits) throws Exception {
        source.stop();
        start(limits);
    }

    /** How many events an opening makes. */
    private long opened(Path path) throws IOException {
        long before = sink.opened();
        Files.newInputStream(path).close();
        return sink.opened() - before;
    }

    private void assertReported(Path path) throws IOException {
        assertThat(opened(path)).as("events of opening " + path).isOne();
    }

    private void leave(Path path) throws Exception {
        Sandbox.await("the file is left to the kernel", () -> isLeft(path));
    }

    private boolean isLeft(Path path) {
        try {
            return opened(path) == 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes sure that it was left, and that it no longer is after the change. */
    private void assertEndedBy(Change change) throws Exception {
        leave(file);
        sink.leaving(false);
        sink.holding(false);
        change.run();
        assertReported(file);
        assertReported(file);
    }

    private interface Change {
        void run() throws Exception;
    }

    @Test
    void a_file_opened_often_is_reported_no_more_and_its_writer_is() throws Exception {
        leave(file);
        for (int i = 0; i < 1000; i++) {
            assertThat(opened(file)).isZero();
        }
        long written = sink.written();
        Files.writeString(file, "x");
        Sandbox.await("the write is reported", () -> sink.written() == written + 1);
    }

    @Test
    void a_write_ends_it() throws Exception {
        assertEndedBy(() -> Files.writeString(file, "x", StandardOpenOption.APPEND));
    }

    @Test
    void a_write_through_a_mapping_ends_it() throws Exception {
        assertEndedBy(
                () -> {
                    try (FileChannel channel =
                            FileChannel.open(
                                    file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                        MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4);
                        map.put(0, (byte) 'X');
                    }
                });
    }

    @Test
    void truncating_ends_it() throws Exception {
        // truncate(1) opens with O_NONBLOCK, and does not wait until the lease is given back.
        assertEndedBy(() -> sandbox.shell("until truncate -s 2 $1/hot; do :; done 2>/dev/null"));
    }

    @Test
    void a_file_renamed_over_it_is_another() throws Exception {
        Path other = sandbox.file("other");
        assertEndedBy(() -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING));
    }

    @Test
    void a_file_made_anew_in_its_place_is_another() throws Exception {
        assertEndedBy(
                () -> {
                    Files.delete(file);
                    Files.writeString(file, "pearl");
                });
    }

    @Test
    void a_write_by_another_of_its_names_ends_it() throws Exception {
        Path link = Files.createLink(sandbox.path("link"), file);
        leave(link);
        assertEndedBy(() -> Files.writeString(link, "x"));
    }

    @Test
    void forgetting_ends_it_at_once_and_it_can_be_earned_again() throws Exception {
        for (int i = 0; i < 50; i++) {
            leave(file);
            sink.leaving(false);
            source.forget();
            assertReported(file);
            sink.leaving(true);
        }
    }

    @Test
    void nothing_handed_over_before_survives_forgetting() throws Exception {
        for (int i = 0; i < 500; i++) {
            long left = sink.left();
            assertReported(file);
            while (sink.left() == left) {
                Thread.onSpinWait();
            }
            // What was handed over is being looked at, or not yet.
            source.forget();
            sink.leaving(false);
            assertReported(file);
            sink.leaving(true);
        }
    }

    @Test
    void with_age_it_must_be_earned_again() throws Exception {
        restart(new LeaseLimits(100, ANY, 200_000_000, 0, 20_000_000));
        leave(file);
        sink.leaving(false);
        Sandbox.await("it is reported again", () -> !isLeft(file));
        Sandbox.await("its descriptor is closed", () -> held() == 0);
    }

    @Test
    void a_deleted_file_is_let_go() throws Exception {
        restart(new LeaseLimits(100, ANY, MINUTE, 0, 20_000_000));
        leave(file);
        assertThat(held()).isOne();
        Files.delete(file);
        Sandbox.await("its descriptor is closed", () -> held() == 0);
    }

    @Test
    void what_the_sink_no_longer_holds_to_be_clean_is_reported_again() throws Exception {
        sink.holding(false);
        for (int i = 0; i < 20; i++) {
            opened(file);
        }
        Sandbox.await("nothing is held", () -> held() == 0);
        sink.leaving(false);
        assertReported(file);
    }

    @Test
    void a_file_open_for_writing_is_not_left() throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 20; i++) {
                assertReported(file);
            }
            open.write('x');
        }
    }

    @Test
    void a_writer_is_let_go_in_no_time() throws Exception {
        long longest = 0;
        for (int i = 0; i < 50; i++) {
            leave(file);
            long start = System.nanoTime();
            new RandomAccessFile(file.toFile(), "rw").close();
            longest = Math.max(longest, System.nanoTime() - start);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(longest)).isLessThan(200);
    }

    @Test
    void more_files_than_there_is_room_for_stay_within_the_bound() throws Exception {
        LeaseLimits limits = new LeaseLimits(1000, ANY, MINUTE, 0, MINUTE);
        restart(limits);
        for (int i = 0; i < 5000; i++) {
            Path hot = sandbox.file("hot" + i);
            opened(hot);
            opened(hot);
            if (i % 500 == 0) {
                assertThat(held()).isLessThanOrEqualTo(1000 + limits.candidates() + 10);
            }
        }
        Sandbox.await("the bound is kept", () -> held() <= 1000);
        assertThat(held()).isGreaterThan(500);
        source.stop();
        assertThat(held()).isZero();
    }

    @Test
    void where_descriptors_run_out_leases_give_theirs() throws Exception {
        for (int i = 0; i < 50; i++) {
            leave(sandbox.file("hot" + i));
        }
        Path other = sandbox.file("other");
        try (Scarcity scarcity = new Scarcity(sandbox, other)) {
            scarcity.assertReadAtLast();
        }
        assertThat(sink.losses()).contains(Losses.descriptor(Errno.EMFILE));
        Sandbox.await("half is closed", () -> held() <= 26);
    }

    @Test
    void leases_give_way_to_events_and_come_back_when_those_are_gone() throws Exception {
        restart(new LeaseLimits(100, 60, MINUTE, 0, MINUTE));
        List<Path> hot = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            hot.add(sandbox.file("hot" + i));
            leave(hot.get(i));
        }
        assertThat(source.status().left()).isEqualTo(50);
        sink.leaving(false);
        List<Path> cold = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            cold.add(sandbox.file("cold" + i));
        }
        List<FileEvent> held = new CopyOnWriteArrayList<>();
        sink.onOpen(
                event -> {
                    event.answer(true);
                    held.add(event);
                });
        for (Path path : cold.subList(0, 40)) {
            opened(path);
        }
        Sandbox.await("as many are closed as there are too many", () -> isLeft(20));
        assertThat(opened(hot.get(49))).as("the youngest is left").isZero();
        assertThat(opened(hot.get(0))).as("the oldest is reported").isOne();
        for (Path path : cold.subList(40, 80)) {
            opened(path);
        }
        Sandbox.await("all are closed", () -> isLeft(0));
        assertThat(sink.losses()).isEmpty();
        held.forEach(FileEvent::close);
        sink.leavesAgain();
        sink.leaving(true);
        hot.forEach(this::isLeft);
        Sandbox.await("all can be left again", () -> hot.stream().allMatch(this::isLeft));
        assertThat(source.status().left()).isEqualTo(50);
    }

    private boolean isLeft(int files) {
        return source.status().left() == files;
    }

    @Test
    void what_is_released_is_closed_and_not_kept_open_again_soon() throws Exception {
        Path folder = sandbox.folder("folder");
        Path inside = sandbox.file("folder/inside");
        leave(file);
        leave(inside);
        assertThat(source.status().left()).isEqualTo(2);
        assertThat(source.release(BytePath.of(folder.toString()))).isOne();
        for (int i = 0; i < 20; i++) {
            assertReported(inside);
        }
        assertThat(opened(file)).isZero();
        assertThat(source.status().left()).isOne();
        assertThat(source.release(sandbox.root())).isOne();
        Sandbox.await("all is closed", () -> held() == 0);
    }

    @Test
    void a_file_system_can_be_unmounted_once_it_is_released() throws Exception {
        Path disk = sandbox.folder("disk");
        sandbox.mountTmpfs(disk);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
        leave(sandbox.file("disk/hot"));
        assertThat(sandbox.run("umount", disk.toString()).exit()).isNotZero();
        source.release(BytePath.of(disk.toString()));
        assertThat(sandbox.run("umount", disk.toString()).exit()).isZero();
    }

    @Test
    void newcomers_do_not_drive_out_what_has_just_come() throws Exception {
        restart(new LeaseLimits(1, ANY, MINUTE, MINUTE, MINUTE));
        leave(file);
        Path late = sandbox.file("late");
        for (int i = 0; i < 20; i++) {
            assertReported(late);
        }
        assertThat(opened(file)).isZero();
    }

    @Test
    void nothing_is_left_open_after_the_end() throws Exception {
        source.stop();
        long before = Sandbox.descriptors();
        for (int i = 0; i < 5; i++) {
            start(new LeaseLimits(100, ANY, MINUTE, 0, MINUTE));
            leave(file);
            source.stop();
            assertThat(Sandbox.descriptors()).isEqualTo(before);
        }
        long start = System.nanoTime();
        Files.writeString(file, "x");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void an_event_left_after_the_end_is_closed() throws Exception {
        List<FileEvent> late = new CopyOnWriteArrayList<>();
        sink.onOpen(
                event -> {
                    event.answer(true);
                    late.add(event);
                });
        opened(file);
        source.stop();
        assertThat(held()).isOne();
        late.forEach(FileEvent::leave);
        assertThat(held()).isZero();
    }

    @Test
    @Timeout(60)
    void among_writers_and_readers_what_was_written_is_always_reported() throws Exception {
        sink.judge(null);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Process readers =
                sandbox.startShell(
                        "for n in 1 2; do (while :; do read x < $1/hot; done) & done; wait");
        long rounds = 0;
        while (System.nanoTime() < end) {
            byte[] content = Long.toString(rounds).getBytes();
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.write(content);
            }
            assertReported(file);
            sink.judge(sink.last());
            for (int i = 0; i < 20; i++) {
                opened(file);
            }
            rounds++;
        }
        readers.descendants().forEach(ProcessHandle::destroyForcibly);
        readers.destroyForcibly();
        assertThat(rounds).isGreaterThan(50);
        assertThat(sink.left()).as("times it was left to the kernel").isGreaterThan(50);
    }

    /** How many files of the sandbox are open. */
    private long held() {
        return Sandbox.open(sandbox.root().toString());
    }
}
