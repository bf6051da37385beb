/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Clamd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever befalls clamd: each access is answered in time; where it may not pass without a verdict,
 * none does; where it may, it is counted.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"KERNEL", "MEMORY"})
@ExtendWith(Worlds.Extension.class)
final class ChaosIT {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final long LONGEST_WAIT = DEADLINE.plusSeconds(1).toMillis();

    /** A little longer than what befalls clamd. */
    private static final Duration LENGTH = Duration.ofSeconds(25);

    private static final int OPENERS = 10_000;

    /** A writer and a reader each; with the others, a few dozen processes. */
    private static final int EACH = 3;

    private final Guard guard;
    private final Worlds worlds;
    private final List<Actor> actors = new ArrayList<>();
    private World world;
    private Clamd clamd;

    ChaosIT(Guard guard, Worlds worlds) {
        this.guard = guard;
        this.worlds = worlds;
    }

    @BeforeEach
    void begin() throws Exception {
        world = worlds.apart(guard, DEADLINE);
        clamd = ((ClamdSignatures) world.signatures()).clamd();
    }

    @AfterEach
    void end() {
        actors.forEach(Actor::close);
        world.close();
    }

    private Actor actor() throws Exception {
        Actor actor = world.actor(false);
        actors.add(actor);
        return actor;
    }

    private Path infected(Path file) throws Exception {
        Actor actor = actor();
        actor.does("load", world.infected());
        actor.does("create", file);
        return file;
    }

    /** Many do at once, for a while, what {@link CrowdIT} has each do alone. */
    private record Turns(Actor actor, CompletableFuture<String> answer) {}

    private Turns turns(Path file) throws Exception {
        Actor actor = actor();
        return new Turns(actor, actor.begin("turns", file, world.aside(file), LENGTH.toMillis()));
    }

    @Test
    void each_access_is_answered_in_time_as_is_configured_and_counted() throws Exception {
        List<Struggle> strict = new ArrayList<>();
        List<Struggle> lax = new ArrayList<>();
        List<Turns> strictTurns = new ArrayList<>();
        List<Turns> laxTurns = new ArrayList<>();
        for (Medium medium : Medium.values()) {
            strict.add(Struggle.begin(world, world.busyName(medium), EACH, LENGTH, actors));
            lax.add(Struggle.begin(world, world.laxName(medium), EACH, LENGTH, actors));
            strictTurns.add(turns(world.name(medium)));
            laxTurns.add(turns(world.laxName(medium)));
        }
        Chaos chaos = new Chaos(clamd);
        chaos.run();
        long unjudged = 0;
        for (Struggle struggle : strict) {
            Struggle.Result result = struggle.end();
            assertThat(result.passed()).as("%s: %s", chaos, result).isZero();
            assertThat(result.longest()).as("%s: %s", chaos, result).isLessThan(LONGEST_WAIT);
            unjudged += result.kept();
        }
        for (Struggle struggle : lax) {
            Struggle.Result result = struggle.end();
            assertThat(result.kept()).as("%s: %s", chaos, result).isZero();
            assertThat(result.longest()).as("%s: %s", chaos, result).isLessThan(LONGEST_WAIT);
            unjudged += result.passed();
        }
        for (Turns turns : strictTurns) {
            Counts counts = turns.actor().counts(turns.answer(), LENGTH);
            assertThat(counts.get("passed")).as("%s: %s", chaos, counts).isZero();
            assertThat(counts.get("longest")).as("%s: %s", chaos, counts).isLessThan(LONGEST_WAIT);
            unjudged += counts.get("kept");
        }
        for (Turns turns : laxTurns) {
            Counts counts = turns.actor().counts(turns.answer(), LENGTH);
            assertThat(counts.get("kept")).as("%s: %s", chaos, counts).isZero();
            assertThat(counts.get("longest")).as("%s: %s", chaos, counts).isLessThan(LONGEST_WAIT);
            unjudged += counts.get("passed");
        }
        assertThat(unjudged).as("%s", chaos).isBetween(1L, world.host().unscanned());
        isWellAgain();
    }

    @Test
    void ten_thousand_wait_no_longer_than_the_deadline_for_one_that_hangs() throws Exception {
        Path file = infected(world.laxName(Medium.TMPFS));
        clamd.stop();
        long before = world.host().unscanned();
        Counts counts = actor().counts("openers", file, OPENERS);
        assertThat(counts.get("opened")).as("%s", counts).isEqualTo(OPENERS);
        assertThat(counts.get("longest")).as("%s", counts).isLessThan(LONGEST_WAIT);
        assertThat(world.host().unscanned() - before).isGreaterThanOrEqualTo(OPENERS);
        clamd.resume();
        isWellAgain();
    }

    private void isWellAgain() throws Exception {
        Await.until(
                "the host knows that clamd is well",
                Duration.ofSeconds(30),
                () -> world.host().status().get("scannerState").getAsString().equals("up"));
        for (Medium medium : Medium.values()) {
            try (Scene scene = new Scene(world, new Place(guard, medium, Hands.USERS))) {
                scene.knownCleanFile();
                scene.isRefused(infected(world.laxName(medium)));
            }
        }
    }
}
