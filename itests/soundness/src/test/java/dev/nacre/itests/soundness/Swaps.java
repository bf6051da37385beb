/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One policy after the other, by {@code nacre set}, {@code nacre unset}, and some by the file. On a
 * board stands what becomes of infected files in the folder whose watch changes: as soon as a verb
 * has come back, what it has set must hold.
 */
final class Swaps implements Swapping {
    private static final String NAME = "tmpfsbusy";
    private static final String BUSY = "dev.nacre.watch-" + NAME;
    private static final String OUTER = "dev.nacre.watch-tmpfs";
    private static final String FILTER = "dev.nacre.filter.name-swap";

    /** So often a change is made by the file, which takes as long as a dozen by the verb. */
    private static final int BY_FILE = 100;

    private static final Duration SOON = Duration.ofSeconds(20);

    /**
     * A change.
     *
     * @param refuses whether infected files are to be refused then
     */
    private record Swap(boolean refuses, List<String> words) {
        static Swap of(boolean refuses, String... words) {
            return new Swap(refuses, List.of(words));
        }
    }

    private final World world;
    private final Board board;
    private final List<Swap> swaps;
    private int made;
    private int verbs;

    Swaps(World world, Board board) throws IOException {
        this.world = world;
        this.board = board;
        this.swaps =
                List.of(
                        Swap.of(false, "set", BUSY, "scanOn=write"),
                        Swap.of(true, "set", BUSY, "scanOn=open-exec"),
                        Swap.of(false, "set", BUSY, "prevention=false"),
                        Swap.of(true, "set", BUSY, "prevention=true"),
                        Swap.of(true, "set", OUTER, "cache=none"),
                        Swap.of(false, "set", BUSY, "maxFileSize=1K"),
                        Swap.of(true, "unset", BUSY, "maxFileSize"),
                        Swap.of(true, "set", OUTER, "cache=memory", "deadline=30s"),
                        Swap.of(false, "set", FILTER, "suffixes=.bin", "watches=" + NAME),
                        Swap.of(true, "unset", "--all", FILTER),
                        // The watch around it takes over, and gives it back.
                        Swap.of(true, "unset", "--all", BUSY),
                        new Swap(true, whole()));
    }

    /** The watch as it is in the beginning, set at once. */
    private List<String> whole() throws IOException {
        List<String> words = new ArrayList<>(List.of("set", BUSY));
        for (String line : Files.readAllLines(file())) {
            String value = line.replaceFirst(".*?= ", "").replaceAll("^\\[|]$|^B|\"", "");
            words.add(line.replaceFirst(" = .*", "") + "=" + value);
        }
        return words;
    }

    private Path file() {
        return world.etc().resolve(BUSY + ".cfg");
    }

    @Override
    public void make(int count) throws Exception {
        for (int end = made + count; made < end; made++) {
            if (made % BY_FILE == BY_FILE - 1) {
                byFile();
            } else {
                make(swaps.get(verbs++ % swaps.size()));
            }
        }
    }

    private void make(Swap swap) throws IOException {
        long before = world.host().count("generation");
        board.changing();
        Control.Answer answer = world.host().ask(swap.words().toArray(String[]::new));
        board.holds(swap.refuses());
        assertThat(answer.exit()).as("%s: %s", swap, answer).isZero();
        assertThat(world.host().count("generation")).as("%s", swap).isGreaterThan(before);
    }

    /** What changes nothing for the openers, so that it may take its time. */
    private void byFile() throws Exception {
        Path file = world.etc().resolve(OUTER + ".cfg");
        String text = Files.readString(file);
        String line = "quietPeriod = \"" + (made + 1) + "s\"";
        Path half =
                Files.writeString(
                        world.etc().resolve("half"), text.replaceFirst("quietPeriod.*", line));
        Files.move(half, file, ATOMIC_MOVE, REPLACE_EXISTING);
        Await.until(
                line + " is in force",
                SOON,
                () -> quietPeriod() == Duration.ofSeconds(made + 1).toMillis());
    }

    private long quietPeriod() throws IOException {
        return world.host().watch("tmpfs").get("quietPeriodMillis").getAsLong();
    }
}
