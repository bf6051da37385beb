/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A scanner is stopped in the console: that it has gone is told when its place is given up. */
@ExtendWith(Worlds.Extension.class)
final class StoppedBundleIT {
    private static final String SCANNER = "dev.nacre.scanner.signature";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Worlds worlds;

    StoppedBundleIT(Worlds worlds) {
        this.worlds = worlds;
    }

    @Test
    void who_stops_a_scanner_in_the_console_stands_in_the_audit_log() throws Exception {
        ByConsole console = new ByConsole();
        try (World world = worlds.apart(Guard.BUILT_IN, Duration.ofSeconds(20), console)) {
            console.stop(world.host(), scanner(world.host()));
            Path log = world.host().var().resolve("log/audit.jsonl");
            Await.until("it is audited", SOON, () -> !gone(log).isEmpty());
            assertThat(gone(log))
                    .allSatisfy(line -> assertThat(origin(line)).isEqualTo(console.origin()));
        }
    }

    private static long scanner(Host host) throws IOException {
        String bundles = host.ask("bundles", "--json").out();
        for (JsonElement bundle : JsonParser.parseString(bundles).getAsJsonArray()) {
            if (bundle.getAsJsonObject().get("name").getAsString().equals(SCANNER)) {
                return bundle.getAsJsonObject().get("id").getAsLong();
            }
        }
        throw new AssertionError("There is no " + SCANNER + ": " + bundles);
    }

    private static List<JsonObject> gone(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        return Files.readAllLines(log).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("what").getAsString().equals("scanner"))
                .toList();
    }

    private static Means.Origin origin(JsonObject line) {
        return new Means.Origin(
                line.get("by").getAsString(),
                line.get("who").getAsString(),
                line.get("from").getAsString());
    }
}
