/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores into memory that is a file: of most the kernel tells nobody. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.nacre.itests.soundness.Place#all")
@ExtendWith(Worlds.Extension.class)
final class MappedContentIT {
    private final Place place;
    private final World world;
    private Scene scene;
    private Actor writer;

    MappedContentIT(Place place, Worlds worlds) throws Exception {
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

    /** The mapping stays when the descriptor is gone. */
    private void maps(Path file) throws InterruptedException {
        writer.does("hold", file);
        writer.does("map");
        writer.does("release");
    }

    @Test
    void a_store_shows_while_the_mapping_stays() throws Exception {
        Path file = scene.knownCleanFile();
        maps(file);
        writer.does("store");
        scene.isRefused(file);
    }

    @Test
    void a_store_shows_when_the_mapping_is_gone() throws Exception {
        Path file = scene.knownCleanFile();
        maps(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }

    @Test
    void a_store_shows_into_a_page_that_was_changed_before_it_was_found_clean() throws Exception {
        Path file = scene.cleanFile();
        maps(file);
        writer.does("touch");
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("store");
        scene.isRefused(file);
        writer.does("unmap");
        scene.isRefused(file);
    }

    @Test
    void such_a_store_shows_when_nobody_looked_before_the_mapping_went() throws Exception {
        Path file = scene.cleanFile();
        maps(file);
        writer.does("touch");
        scene.isAllowed(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }

    @Test
    void a_store_shows_into_a_page_that_was_read_before_it_was_found_clean() throws Exception {
        Path file = scene.cleanFile();
        maps(file);
        writer.does("peek");
        scene.isAllowed(file);
        scene.isAllowed(file);
        writer.does("store");
        scene.isRefused(file);
        writer.does("unmap");
        scene.isRefused(file);
    }

    @Test
    void a_store_shows_whose_mapping_came_and_went_between_two_opens() throws Exception {
        Path file = scene.knownCleanFile();
        maps(file);
        writer.does("peek");
        scene.isAllowed(file);
        writer.does("store");
        writer.does("unmap");
        scene.isRefused(file);
    }
}
