/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file becomes infected while it is being scanned, behind the place that the scan has reached.
 */
@ExtendWith(Worlds.class)
final class ChangedMeanwhileIT {
    /** Long enough that a scan takes a while. */
    private static final int LENGTH = 24 << 20;

    /** How long after the scan has begun: the scan takes some tens of them. */
    private static final int[] MILLISECONDS = {0, 5, 10, 20, 40, 70};

    @ParameterizedTest
    @EnumSource
    void no_verdict_on_what_it_was_serves_for_what_it_is(Medium medium, World world)
            throws Exception {
        Path clean = world.outsideName();
        Path infected = world.outsideName();
        Path start = world.outsideName();
        Files.writeString(clean, "c".repeat(LENGTH), StandardCharsets.US_ASCII);
        Files.copy(clean, infected, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(start, "i");
        try (FileChannel file = FileChannel.open(infected, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(Files.readAllBytes(start)), 0);
        }
        String epoch = world.host().status().get("epoch").getAsString();
        world.list(infected);
        while (world.host().status().get("epoch").getAsString().equals(epoch)) {
            Thread.onSpinWait();
        }
        for (int delay : MILLISECONDS) {
            change(world, world.name(medium), clean, start, delay);
        }
        for (Path file : new Path[] {clean, infected, start}) {
            Files.delete(file);
        }
    }

    private void change(World world, Path file, Path clean, Path start, int delay)
            throws IOException, InterruptedException {
        try (Scene scene = new Scene(world)) {
            Actor writer = scene.writer();
            writer.does("load", clean);
            writer.does("create", file);
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
