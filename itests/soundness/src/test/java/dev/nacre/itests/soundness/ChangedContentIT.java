/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is known to be clean becomes infected; the next open is refused. */
@ExtendWith(Worlds.class)
final class ChangedContentIT {
    private World world;
    private Scene scene;
    private Actor writer;

    @BeforeEach
    void set(World shared) throws IOException {
        world = shared;
        scene = new Scene(shared);
        writer = scene.writer();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** Opens it, changes it by one step, closes it. */
    private void becomesInfectedBy(Medium medium, Object... step)
            throws IOException, InterruptedException {
        Path file = scene.knownCleanFile(medium);
        writer.does("hold", file);
        writer.does(step);
        writer.does("release");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void by_write(Medium medium) throws Exception {
        becomesInfectedBy(medium, "write");
    }

    @ParameterizedTest
    @EnumSource
    void by_pwrite(Medium medium) throws Exception {
        becomesInfectedBy(medium, "pwrite");
    }

    @ParameterizedTest
    @EnumSource
    void by_asynchronous_io(Medium medium) throws Exception {
        becomesInfectedBy(medium, "submit");
    }

    @ParameterizedTest
    @EnumSource
    void by_splice(Medium medium) throws Exception {
        becomesInfectedBy(medium, "splice");
    }

    @ParameterizedTest
    @EnumSource
    void by_sendfile(Medium medium) throws Exception {
        becomesInfectedBy(medium, "sendfile", world.infected());
    }

    @ParameterizedTest
    @EnumSource
    void by_truncating_and_refilling_it(Medium medium) throws Exception {
        becomesInfectedBy(medium, "refill");
    }

    @ParameterizedTest
    @EnumSource
    void by_copy_file_range(Medium medium) throws Exception {
        // On the same file system, and longer, so that it is not infected itself.
        Path longer = world.outsideName();
        Files.writeString(longer, Files.readString(world.infected()) + "and more");
        Path source = world.name(medium);
        writer.does("load", longer);
        writer.does("create", source);
        Files.delete(longer);
        becomesInfectedBy(medium, "copy", source);
    }

    @ParameterizedTest
    @EnumSource
    void by_direct_io(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        writer.does("hold-direct", file);
        writer.does("pwrite");
        writer.does("release");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void by_asynchronous_direct_io(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        writer.does("hold-direct", file);
        writer.does("submit");
        writer.does("release");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void while_the_writer_still_has_it_open(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        writer.does("hold", file);
        writer.does("pwrite");
        scene.isRefused(file);
        writer.does("release");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void by_a_writer_that_had_it_open_before_it_was_found_clean(Medium medium) throws Exception {
        Path file = scene.cleanFile(medium);
        writer.does("hold", file);
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("pwrite");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void under_another_name_of_it(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        Path link = world.name(medium);
        writer.does("link", file, link);
        scene.isKnown(file);
        writer.does("hold", link);
        writer.does("write");
        writer.does("release");
        scene.isRefused(file);
        scene.isRefused(link);
    }

    @ParameterizedTest
    @EnumSource
    void by_another_file_that_takes_its_name(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        Path next = world.name(medium);
        writer.does("create", next);
        writer.does("rename", next, file);
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void and_is_given_its_old_times(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        writer.does("keep-times", file);
        writer.does("hold", file);
        writer.does("write");
        writer.does("release");
        writer.does("restore-times", file);
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void as_new_signatures_say(Medium medium) throws Exception {
        Path content = world.outsideName();
        Files.writeString(content, "clean so far: " + content.getFileName());
        Path file = world.name(medium);
        writer.does("load", content);
        writer.does("create", file);
        scene.isKnown(file);
        String epoch = world.host().status().get("epoch").getAsString();
        world.list(content);
        while (world.host().status().get("epoch").getAsString().equals(epoch)) {
            Thread.onSpinWait();
        }
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void by_a_process_that_a_filter_trusts(Medium medium) throws Exception {
        try (Scene trusting = new Scene(world, world.trustedActor())) {
            Path file = trusting.knownCleanFile(medium);
            trusting.writer().does("hold", file);
            trusting.writer().does("map");
            trusting.writer().does("store");
            trusting.writer().does("unmap");
            trusting.writer().does("release");
            trusting.isRefused(file);
        }
    }
}
