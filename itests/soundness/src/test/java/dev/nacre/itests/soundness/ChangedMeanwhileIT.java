/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file becomes infected while it is being scanned, behind the place that the scan has reached.
 */
@ExtendWith(Worlds.Extension.class)
final class ChangedMeanwhileIT {
    /** How long after the scan has begun: the scan takes some tens of them. */
    private static final int[] MILLISECONDS = {0, 10, 30, 70};

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nacre.itests.soundness.Place#ofUsers")
    void no_verdict_on_what_it_was_serves_for_what_it_is(Place place, Worlds worlds)
            throws Exception {
        World world = worlds.of(place.guard());
        Path start = world.outsideName();
        Files.writeString(start, "i");
        for (int delay : MILLISECONDS) {
            change(world, place, start, delay);
        }
    }

    private static void change(World world, Place place, Path start, int delay)
            throws IOException, InterruptedException {
        try (Scene scene = new Scene(world, place)) {
            Path file = scene.name();
            scene.owner().does("load", world.muchClean());
            scene.owner().does("create", file);
            Actor writer = scene.writer();
            writer.does("load", start);
            writer.does("hold", file);
            writer.does("map");
            writer.does("release");
            writer.does("touch");
            CompletableFuture<String> early = scene.reader().begin("look", file);
            TimeUnit.MILLISECONDS.sleep(delay);
            writer.does("store");
            writer.does("unmap");
            // It may find the scan still going on.
            String late = scene.other().await(scene.other().begin("look", file));
            assertThat(late).as("open after %s ms", delay).isEqualTo(Scene.REFUSED);
            scene.reader().await(early);
            scene.isRefused(file);
            writer.does("unlink", file);
        }
    }
}
