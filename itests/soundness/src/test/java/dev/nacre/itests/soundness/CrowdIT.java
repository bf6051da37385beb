/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many at once, and one many times. */
@ExtendWith(Worlds.class)
final class CrowdIT {
    private static final int OPENERS = 2000;
    private static final int TURNS = 1000;
    private static final int EACH = 10;
    private static final int SECONDS = 20;

    private final List<Actor> actors = new ArrayList<>();

    @AfterEach
    void end() {
        actors.forEach(Actor::close);
    }

    private Actor actor(World world) throws IOException {
        Actor actor = world.actor();
        actors.add(actor);
        return actor;
    }

    @ParameterizedTest
    @EnumSource
    void two_thousand_open_a_clean_file_at_once(Medium medium, World world) throws Exception {
        assertThat(openAtOnce(world, medium, world.clean())).isEqualTo("2000 opened, 0 refused");
    }

    @ParameterizedTest
    @EnumSource
    void two_thousand_are_refused_an_infected_file_at_once(Medium medium, World world)
            throws Exception {
        assertThat(openAtOnce(world, medium, world.infected())).isEqualTo("0 opened, 2000 refused");
    }

    private String openAtOnce(World world, Medium medium, Path content)
            throws IOException, InterruptedException {
        Actor actor = actor(world);
        Path file = world.name(medium);
        actor.does("load", content);
        actor.does("create", file);
        return actor.does("openers", file, OPENERS);
    }

    @ParameterizedTest
    @EnumSource
    void two_thousand_open_a_clean_file_at_once_that_somebody_could_change(
            Medium medium, World world) throws Exception {
        Actor writer = actor(world);
        Path file = world.name(medium);
        writer.does("load", world.clean());
        writer.does("create", file);
        writer.does("hold", file);
        assertThat(actor(world).does("openers", file, OPENERS)).isEqualTo("2000 opened, 0 refused");
    }

    @ParameterizedTest
    @EnumSource
    void each_of_many_writes_in_quick_succession_shows(Medium medium, World world)
            throws Exception {
        assertThat(actor(world).does("turns", world.name(medium), TURNS, "write"))
                .isEqualTo("0 passed, 0 kept");
    }

    @ParameterizedTest
    @EnumSource
    void each_of_many_mapped_stores_in_quick_succession_shows(Medium medium, World world)
            throws Exception {
        assertThat(actor(world).does("turns", world.name(medium), TURNS, "store"))
                .isEqualTo("0 passed, 0 kept");
    }

    /** On all file systems at the same time. */
    @Test
    void ten_read_what_ten_change(World world) throws Exception {
        List<CompletableFuture<String>> writers = new ArrayList<>();
        List<CompletableFuture<String>> readers = new ArrayList<>();
        Actor first = actor(world);
        first.does("load", world.clean());
        for (Medium medium : Medium.values()) {
            Path file = world.busyName(medium);
            Path lock = Files.createFile(world.outsideName());
            first.does("create", file);
            for (int i = 0; i < EACH; i++) {
                writers.add(actor(world).begin("writer", file, lock, SECONDS));
                readers.add(actor(world).begin("reader", file, lock, SECONDS));
            }
        }
        for (CompletableFuture<String> writer : writers) {
            assertThat(first.await(writer)).matches("ok [1-9]\\d* changes");
        }
        for (CompletableFuture<String> reader : readers) {
            assertThat(first.await(reader)).matches("ok [1-9]\\d* looks, 0 passed, 0 failed");
        }
    }
}
