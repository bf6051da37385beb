/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.nacre.itests.support.Malware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrashTest extends DistributionTest {
    private static final int FILES = 150;
    private static final int ROUNDS = 3;

    /** Killed when some files are in quarantine and the others on their way. */
    @Test
    void at_SIGKILL_in_the_middle_of_it_each_file_is_whole_at_one_place() throws Exception {
        watch("scanOn = \"open-exec\"", "action = \"quarantine\"", "catchUp = \"false\"");
        Path kept = Files.createDirectories(host.var().resolve("quarantine"));
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Path> files = placeFiles(round);
            int enough = names(kept).size() + 3 + 25 * round;
            host.start();
            Process opening = openAll(files);
            until("files are being taken", SOON, () -> names(kept).size() > enough);
            host.kill();
            opening.destroyForcibly().waitFor();

            host.start();
            List<String> listed = listed();
            assertThat(host.verb("status", "--json").text()).doesNotContain("damaged");
            host.kill();
            for (Path file : files) {
                boolean held = listed.contains(file.toString());
                assertThat(Files.exists(file)).as("%s, held: %s", file, held).isNotEqualTo(held);
                if (!held) {
                    assertThat(Files.readAllBytes(file)).isEqualTo(Malware.eicar());
                }
            }
            taken += (int) files.stream().filter(f -> listed.contains(f.toString())).count();
            assertThat(leftovers(folder)).isEmpty();
        }
        assertThat(taken).as("files taken before the crashes").isPositive();
    }

    private List<Path> placeFiles(int round) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(Files.write(folder.resolve(round + "-" + i), Malware.eicar()));
        }
        return files;
    }

    private static Process openAll(List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "cat \"$@\" 2>/dev/null", "sh"));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private List<String> listed() throws Exception {
        List<String> paths = new ArrayList<>();
        for (JsonElement entry : host.json("quarantine", "list").getAsJsonArray()) {
            paths.add(entry.getAsJsonObject().get("path").getAsString());
        }
        return paths;
    }

    private static List<Path> names(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.toList();
        }
    }

    /** Names that a step under way gives to a file. */
    private static List<Path> leftovers(Path directory) throws IOException {
        return names(directory).stream()
                .filter(path -> path.getFileName().toString().startsWith(".nacre-"))
                .toList();
    }
}
