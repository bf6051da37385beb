/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is known to be clean becomes infected; the next open is refused. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.nacre.itests.soundness.Place#all")
@ExtendWith(Worlds.Extension.class)
final class ChangedContentIT {
    /** The number of ENOSYS, errno(3). */
    private static final String NO_SUCH_CALL = "38";

    private static final String NEEDS_IO_URING =
            "needs io_uring, which this kernel lacks or forbids (kernel.io_uring_disabled)";

    private final Place place;
    private final World world;
    private Scene scene;
    private Actor writer;

    ChangedContentIT(Place place, Worlds worlds) throws Exception {
        this.place = place;
        this.world = worlds.of(place.guard());
    }

    @BeforeEach
    void set() throws IOException {
        scene = new Scene(world, place);
        writer = scene.writer();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** Opens it, changes it by one step, closes it; it is looked at before that, or after. */
    private void becomesInfectedBy(Object... step) throws Exception {
        becomesInfected("hold", step);
    }

    /** The same past the page cache. */
    private void becomesInfectedDirectlyBy(Object... step) throws Exception {
        becomesInfected("hold-direct", step);
    }

    private void becomesInfected(String hold, Object... step) throws Exception {
        for (boolean closes : new boolean[] {true, false}) {
            Path file = scene.knownCleanFile();
            writer.does(hold, file);
            String answer = writer.await(writer.begin(step));
            assumeFalse(lacksIoUring(answer, step), NEEDS_IO_URING);
            assertThat(answer).as(Arrays.toString(step)).startsWith("ok");
            if (closes) {
                writer.does("release");
            }
            scene.isRefused(file);
            if (!closes) {
                writer.does("release");
                scene.isRefused(file);
            }
        }
    }

    private static boolean lacksIoUring(String answer, Object... step) {
        return List.of(step).contains("uring")
                && (answer.equals(NO_SUCH_CALL) || answer.equals(Scene.REFUSED));
    }

    @Test
    void by_write() throws Exception {
        becomesInfectedBy("change", "write");
    }

    @Test
    void by_pwrite() throws Exception {
        becomesInfectedBy("change", "pwrite");
    }

    @Test
    void by_libaio() throws Exception {
        becomesInfectedBy("change", "submit");
    }

    @Test
    void by_io_uring() throws Exception {
        becomesInfectedBy("change", "uring");
    }

    @Test
    void by_mapping_it() throws Exception {
        becomesInfectedBy("change", "store");
    }

    @Test
    void by_splice() throws Exception {
        becomesInfectedBy("change", "splice");
    }

    @Test
    void by_sendfile() throws Exception {
        becomesInfectedBy("sendfile", world.infected());
    }

    @Test
    void by_truncating_and_refilling_it() throws Exception {
        becomesInfectedBy("change", "refill");
    }

    @Test
    void by_copy_file_range() throws Exception {
        // On the same file system, and longer, so that it is not infected itself.
        Path longer = world.outsideName();
        Files.writeString(longer, Files.readString(world.infected()) + "and more");
        Path source = scene.name();
        writer.does("load", longer);
        writer.does("create", source);
        Files.delete(longer);
        becomesInfectedBy("copy", source);
    }

    @Test
    void by_direct_io() throws Exception {
        becomesInfectedDirectlyBy("change", "pwrite");
    }

    @Test
    void by_direct_libaio() throws Exception {
        becomesInfectedDirectlyBy("change", "submit");
    }

    @Test
    void by_direct_io_uring() throws Exception {
        becomesInfectedDirectlyBy("change", "uring");
    }

    @Test
    void by_a_writer_that_had_it_open_before_it_was_found_clean() throws Exception {
        Path file = scene.cleanFile();
        writer.does("hold", file);
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("change", "pwrite");
        scene.isRefused(file);
    }

    @Test
    void under_another_name_of_it() throws Exception {
        Path file = scene.knownCleanFile();
        Path link = scene.name();
        writer.does("link", file, link);
        // Where times show no change, it might be written by a name at which nobody looks.
        boolean known = place.medium() == Medium.EXT4 || place.guard() == Guard.KERNEL;
        if (known) {
            scene.isKnown(file);
        } else {
            assertThat(scene.becomesKnown(file)).isFalse();
        }
        writer.does("hold", link);
        writer.does("change", "write");
        writer.does("release");
        scene.isRefused(file);
        scene.isRefused(link);
    }

    @Test
    void by_another_file_that_takes_its_name() throws Exception {
        Path file = scene.knownCleanFile();
        Path next = scene.name();
        writer.does("create", next);
        writer.does("rename", next, file);
        scene.isRefused(file);
    }

    @Test
    void and_is_given_its_old_times() throws Exception {
        Path file = scene.knownCleanFile();
        writer.does("keep-times", file);
        writer.does("hold", file);
        writer.does("change", "write");
        writer.does("release");
        writer.does("restore-times", file);
        scene.isRefused(file);
    }

    @Test
    void by_a_file_of_a_user_that_takes_its_name() throws Exception {
        Path file = scene.knownCleanFile();
        Path next = scene.name();
        scene.reader().does("load", world.infected());
        scene.reader().does("create", next);
        scene.reader().does("rename", next, file);
        scene.isRefused(file);
    }

    @Test
    void by_a_process_that_a_filter_trusts() throws Exception {
        try (Scene trusting =
                new Scene(world, place, world.trustedActor(place.hands().changedByRoot()))) {
            Path file = trusting.knownCleanFile();
            trusting.writer().does("hold", file);
            trusting.writer().does("change", "store");
            trusting.writer().does("release");
            trusting.isRefused(file);
        }
    }
}
