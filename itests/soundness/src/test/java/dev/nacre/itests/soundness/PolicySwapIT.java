/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The policy is changed again and again, by whatever means, while four processes open files: two in
 * a folder whose infected files are always to be refused, two in one where that changes.
 */
@ExtendWith(Worlds.Extension.class)
final class PolicySwapIT {
    private static final int SWAPS = 1000;

    /** Each opener opens at least so often. */
    private static final int OPENS = 50_000;

    /** Where but the means differ. */
    private static final int FEWER_SWAPS = 200;

    private static final int FEWER_OPENS = 10_000;
    private static final int FILES = 480;

    /** As in {@code swaps.c}. */
    private static final int INFECTED_EACH = 16;

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Far more than it takes: a slow machine is not to fail. */
    private static final Duration LENGTH = Duration.ofMinutes(4);

    /** What a thousand policies would leave behind, were each to leave as little as 64 KB. */
    private static final long MOST_MORE_KILOBYTES = 48 << 10;

    /** Connections and log files come and go. */
    private static final int MOST_MORE_DESCRIPTORS = 6;

    private final Worlds worlds;
    private final List<Actor> actors = new ArrayList<>();
    private World world;

    PolicySwapIT(Worlds worlds) {
        this.worlds = worlds;
    }

    @AfterEach
    void end() {
        actors.forEach(Actor::close);
        if (world != null) {
            world.close();
        }
    }

    private void begin(Means means) throws Exception {
        world = worlds.apart(Guard.MEMORY, DEADLINE, means);
        // Else the host would look at files by itself, which are accesses, too.
        for (String watch : List.of("tmpfs", "tmpfsbusy")) {
            world.host().run("set", "dev.nacre.watch-" + watch, "catchUp=false", "arrivals=false");
        }
    }

    private Actor actor() throws IOException {
        Actor actor = world.actor(false);
        actors.add(actor);
        return actor;
    }

    private Path filled(Path parent) throws Exception {
        Path folder = world.newFolder(parent);
        Actor clean = world.actor(true);
        Actor infected = world.actor(true);
        actors.addAll(List.of(clean, infected));
        clean.does("load", world.clean());
        infected.does("load", world.infected());
        for (int i = 0; i < FILES; i++) {
            Actor maker = i % INFECTED_EACH == 0 ? infected : clean;
            maker.does("create", world.aside(folder.resolve(i + ".bin")));
        }
        return folder;
    }

    /** One that opens, and its answer to come. */
    private record Opener(Actor actor, CompletableFuture<String> answer) {}

    private Opener opener(Path folder, int opens, Board board) throws Exception {
        Actor actor = actor();
        return new Opener(actor, actor.begin("opens", folder, FILES, opens, board.file()));
    }

    private long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + world.host().pid() + "/fd"))) {
            return all.count();
        }
    }

    private long kilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + world.host().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_open_is_judged_by_the_policy_that_a_verb_or_a_file_has_set() throws Exception {
        begin(Means.NONE);
        Board changing = new Board(world.outsideName());
        Swaps swaps = new Swaps(world, changing);
        judged(count -> makeInTheSameMemory(swaps, count), changing, SWAPS, OPENS);
    }

    /** What the host needs for its first policies does not count. */
    private void makeInTheSameMemory(Swapping swaps, int count) throws Exception {
        swaps.make(count / 4);
        long before = kilobytes();
        swaps.make(count - count / 4);
        assertThat(kilobytes() - before)
                .as("from %d KB on", before)
                .isLessThan(MOST_MORE_KILOBYTES);
    }

    @Test
    void each_open_is_judged_by_the_policy_that_the_console_has_set() throws Exception {
        judged(new ByConsole());
    }

    @Test
    void each_open_is_judged_by_the_policy_that_a_bundle_has_set() throws Exception {
        judged(new ByConfigAdmin());
    }

    private void judged(Means means) throws Exception {
        begin(means);
        Board changing = new Board(world.outsideName());
        WatchSwaps swaps = new WatchSwaps(world, changing, means);
        judged(swaps, changing, FEWER_SWAPS, FEWER_OPENS);
        swaps.areAudited();
    }

    private void judged(Swapping swapping, Board changing, int swaps, int least) throws Exception {
        Path root = world.root(Medium.TMPFS);
        Path busy = world.busyRoot(Medium.TMPFS);
        List<Path> folders = List.of(filled(root), filled(root), filled(busy), filled(busy));
        Board always = new Board(world.outsideName());
        always.holds(true);
        changing.holds(true);
        JsonObject before = world.host().status();
        long descriptorsBefore = descriptors();

        List<Opener> openers = new ArrayList<>();
        for (Path folder : folders) {
            openers.add(opener(folder, least, folder.startsWith(busy) ? changing : always));
        }
        swapping.make(swaps);
        always.over();
        changing.over();

        long opens = 0;
        long refused = 0;
        long spared = 0;
        for (Opener opener : openers) {
            Counts counts = opener.actor().counts(opener.answer(), LENGTH);
            assertThat(counts.get("passed")).as("%s", counts).isZero();
            assertThat(counts.get("kept")).as("%s", counts).isZero();
            assertThat(counts.get("judged")).as("%s", counts).isGreaterThan(100);
            assertThat(counts.get("longest")).as("%s", counts).isLessThan(DEADLINE.toMillis());
            opens += counts.get("opens");
            refused += counts.get("refused");
            spared += counts.get("spared");
        }
        // Else what may be opened in some policies has not been tested.
        assertThat(spared).isGreaterThan(100);
        assertThat(opens).isGreaterThanOrEqualTo(4L * least);
        Await.until(
                "all is answered and closed",
                Duration.ofSeconds(30),
                () ->
                        world.host().count("waiting") == 0
                                && descriptors() <= descriptorsBefore + MOST_MORE_DESCRIPTORS);
        JsonObject after = world.host().status();
        // All that the kernel has asked was an open that has come back, refused or not.
        assertThat(more(before, after, "permissionEvents")).isEqualTo(opens);
        assertThat(more(before, after, "denied")).isEqualTo(refused);
        assertThat(more(before, after, "generation")).isGreaterThanOrEqualTo(swaps);
    }

    private static long more(JsonObject before, JsonObject after, String counter) {
        return after.get(counter).getAsLong() - before.get(counter).getAsLong();
    }
}
