/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores into memory that is a file: of most the kernel tells nobody. */
@ExtendWith(Worlds.class)
final class MappedContentIT {
    private Scene scene;
    private Actor writer;

    @BeforeEach
    void set(World shared) throws IOException {
        scene = new Scene(shared);
        writer = scene.writer();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** The mapping stays when the descriptor is gone. */
    private void maps(Path file) throws InterruptedException {
        writer.does("hold", file);
        writer.does("map");
        writer.does("release");
    }

    @ParameterizedTest
    @EnumSource
    void a_store_shows_while_the_mapping_stays(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        maps(file);
        writer.does("store");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_shows_when_the_mapping_is_gone(Medium medium) throws Exception {
        Path file = scene.knownCleanFile(medium);
        maps(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_shows_into_a_page_that_was_changed_before_it_was_found_clean(Medium medium)
            throws Exception {
        Path file = scene.cleanFile(medium);
        maps(file);
        writer.does("touch");
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("store");
        scene.isRefused(file);
        writer.does("unmap");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void such_a_store_shows_when_nobody_looked_before_the_mapping_went(Medium medium)
            throws Exception {
        Path file = scene.cleanFile(medium);
        maps(file);
        writer.does("touch");
        scene.isAllowed(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_shows_into_a_page_that_was_read_before_it_was_found_clean(Medium medium)
            throws Exception {
        Path file = scene.cleanFile(medium);
        maps(file);
        writer.does("peek");
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("store");
        scene.isRefused(file);
        writer.does("unmap");
        scene.isRefused(file);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_shows_whose_mapping_came_and_went_between_two_opens(Medium medium)
            throws Exception {
        Path file = scene.knownCleanFile(medium);
        maps(file);
        writer.does("peek");
        scene.isAllowed(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }
}
