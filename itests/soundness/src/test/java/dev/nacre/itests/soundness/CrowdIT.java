/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Many at once, and one many times. */
@ExtendWith(Worlds.Extension.class)
final class CrowdIT {
    private static final int OPENERS = 10_000;

    private static final Duration TURNS = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Worlds worlds;
    private final List<Actor> actors = new ArrayList<>();

    CrowdIT(Worlds worlds) {
        this.worlds = worlds;
    }

    @AfterEach
    void end() {
        actors.forEach(Actor::close);
    }

    /** Somebody without any privilege. */
    private Actor actor(World world) throws IOException {
        Actor actor = world.actor(false);
        actors.add(actor);
        return actor;
    }

    private Path file(World world, Medium medium, Path content) throws Exception {
        Path file = world.name(medium);
        Actor actor = actor(world);
        actor.does("load", content);
        actor.does("create", file);
        return file;
    }

    private Counts open(World world, Path file) throws Exception {
        return actor(world).counts("openers", file, OPENERS);
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_open_a_clean_file_at_once(Guard guard) throws Exception {
        World world = worlds.of(guard);
        Counts counts = open(world, file(world, Medium.EXT4, world.clean()));
        assertThat(counts.get("opened")).as("%s", counts).isEqualTo(OPENERS);
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_are_refused_an_infected_file_at_once(Guard guard) throws Exception {
        World world = worlds.of(guard);
        Counts counts = open(world, file(world, Medium.TMPFS, world.infected()));
        assertThat(counts.get("refused")).as("%s", counts).isEqualTo(OPENERS);
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_open_a_clean_file_at_once_that_somebody_could_change(Guard guard)
            throws Exception {
        World world = worlds.of(guard);
        Path file = file(world, Medium.TMPFS, world.clean());
        actor(world).does("hold", file);
        Counts counts = open(world, file);
        assertThat(counts.get("opened")).as("%s", counts).isEqualTo(OPENERS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nacre.itests.soundness.Place#ofUsers")
    void each_of_many_changes_in_quick_succession_shows(Place place) throws Exception {
        World world = worlds.of(place.guard());
        long before = world.host().asked();
        Path file = world.name(place.medium());
        Counts counts = actor(world).counts("turns", file, world.aside(file), TURNS.toMillis());
        long seen = world.host().asked() - before;
        assertThat(counts.get("passed")).as("%s", counts).isZero();
        assertThat(counts.get("kept")).as("%s", counts).isZero();
        assertThat(counts.get("within")).as("%s", counts).isPositive();
        // Else what the kernel lets pass has not been tested.
        if (place.guard() == Guard.KERNEL) {
            assertThat(seen).as("%s", counts).isLessThan(counts.get("opens"));
        } else {
            assertThat(seen).as("%s", counts).isEqualTo(counts.get("opens"));
        }
    }

    @Test
    void none_of_ten_reads_for_a_minute_what_ten_have_made_infected() throws Exception {
        List<Struggle> struggles = new ArrayList<>();
        for (Guard guard : List.of(Guard.KERNEL, Guard.MEMORY)) {
            World world = worlds.of(guard);
            for (Medium medium : Medium.values()) {
                struggles.add(Struggle.begin(world, world.busyName(medium), 10, MINUTE, actors));
            }
        }
        for (Struggle struggle : struggles) {
            Struggle.Result result = struggle.end();
            assertThat(result.passed()).as("%s", result).isZero();
            assertThat(result.kept()).as("%s", result).isZero();
            assertThat(result.changes()).as("%s", result).isGreaterThan(100);
            assertThat(result.judged()).as("%s", result).isGreaterThan(100);
        }
    }
}
