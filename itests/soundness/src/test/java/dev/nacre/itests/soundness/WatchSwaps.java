/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One policy after the other, each by the same {@link Means}: infected files in the folder whose
 * watch changes are to be refused, then not, then again. Each change comes with a quiet period that
 * no other had, which changes nothing for those who open files: so it is known which is in force.
 */
final class WatchSwaps implements Swapping {
    private static final String NAME = "tmpfsbusy";
    private static final String PID = "dev.nacre.watch~" + NAME;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** One in sixteen of an infected file, by four who open files. */
    private static final int OPENS_BETWEEN = 400;

    /** How the watch lets infected files be opened; each is undone before the next. */
    private static final List<Map<String, Object>> WEAKER =
            List.of(
                    Map.of("scanOn", "write"),
                    Map.of("prevention", "false"),
                    Map.of("maxFileSize", "1K"));

    private static final Map<String, Object> STRICT =
            Map.of("scanOn", "open-exec", "prevention", "true", "maxFileSize", "100M");

    private final World world;
    private final Board board;
    private final Means means;
    private int made;
    private int weakened;

    WatchSwaps(World world, Board board, Means means) {
        this.world = world;
        this.board = board;
        this.means = means;
    }

    @Override
    public void make(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            boolean refuses = made % 2 == 1;
            Map<String, Object> values = new HashMap<>(STRICT);
            if (!refuses) {
                values.putAll(WEAKER.get(weakened++ % WEAKER.size()));
            }
            values.put("quietPeriod", ++made + "s");
            board.changing();
            means.change(world.host(), PID, values);
            Await.until(values + " is in force", SOON, () -> quietPeriod() == made * 1000L);
            board.holds(refuses);
            long before = opens();
            Await.until(
                    "files are opened meanwhile", SOON, () -> opens() >= before + OPENS_BETWEEN);
        }
    }

    private long opens() throws IOException {
        return world.host().count("permissionEvents");
    }

    private long quietPeriod() throws IOException {
        return world.host().watch(NAME).get("quietPeriodMillis").getAsLong();
    }

    /** Each weakening stands in the audit log, with whom it is put down to, and nothing else. */
    void areAudited() throws Exception {
        Await.until("all is audited", SOON, () -> audited().size() >= weakened);
        List<JsonObject> lines = audited();
        assertThat(lines).hasSize(weakened);
        for (int i = 0; i < weakened; i++) {
            JsonObject line = lines.get(i);
            String what = WEAKER.get(i % WEAKER.size()).keySet().iterator().next();
            assertThat(line.get("configuration").getAsString()).isEqualTo(PID);
            assertThat(line.get("what").getAsString()).isEqualTo(what);
            assertThat(origin(line)).isEqualTo(means.origin());
        }
    }

    /** But for what the test has set up by a verb. */
    private List<JsonObject> audited() throws IOException {
        Path log = world.host().var().resolve("log/audit.jsonl");
        return Files.readAllLines(log).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> !line.get("by").getAsString().equals("control"))
                .toList();
    }

    private static Means.Origin origin(JsonObject line) {
        return new Means.Origin(
                line.get("by").getAsString(),
                line.get("who").getAsString(),
                line.get("from").getAsString());
    }
}
