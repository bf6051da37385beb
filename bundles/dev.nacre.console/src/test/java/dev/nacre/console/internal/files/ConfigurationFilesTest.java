/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
    private static final String WATCH = "dev.nacre.watch";
    private static final String RANDOM = WATCH + ".01234567-89ab-cdef-0123-456789abcdef";
    private static final String FILE = "felix.fileinstall.filename";

    @TempDir private Path etc;

    private final FakeConfigAdmin admin = new FakeConfigAdmin();

    @Test
    void a_new_configuration_of_a_singleton_gets_the_file_of_its_PID() throws Exception {
        start();

        admin.save(null, "dev.nacre.quarantine", Map.of("keepFor", "30d"));

        Path file = etc.resolve("dev.nacre.quarantine.cfg");
        assertThat(file).content().endsWith("\nkeepFor = \"30d\"\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(admin.properties("dev.nacre.quarantine"))
                .containsEntry(FILE, key(file))
                .containsEntry("keepFor", "30d");
    }

    @Test
    void a_new_one_of_a_factory_gets_a_short_name_in_place_of_the_random_one() throws Exception {
        start();

        admin.save(WATCH, RANDOM, Map.of("paths", new String[] {"/home"}));

        Path file = etc.resolve("dev.nacre.watch-console1.cfg");
        assertThat(file).content().endsWith("\npaths = [\"/home\"]\n");
        assertThat(admin.pids()).containsExactly(WATCH + "~console1");
        assertThat(admin.properties(WATCH + "~console1")).containsEntry(FILE, key(file));
    }

    @Test
    void names_in_use_are_left_alone() throws Exception {
        Path taken = write("dev.nacre.watch-console1.cfg", "scanOn = \"write\"\n");
        start();

        admin.save(WATCH, RANDOM, Map.of("scanOn", "modify"));

        assertThat(taken).hasContent("scanOn = \"write\"\n");
        assertThat(admin.pids()).containsExactly(WATCH + "~console2");
    }

    @Test
    void each_is_updated_once_more_and_no_oftener() throws Exception {
        start();

        admin.save(null, "dev.nacre.quarantine", Map.of("keepFor", "30d"));

        assertThat(admin.updates()).isEqualTo(2);
    }

    @Test
    void what_has_a_file_is_left_to_File_Install() throws Exception {
        start();
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");

        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "modify", FILE, key(file)));

        assertThat(file).hasContent("scanOn = \"write\"\n");
        assertThat(admin.updates()).isEqualTo(1);
    }

    @Test
    void one_that_lost_the_name_of_its_file_gets_it_back() throws Exception {
        start();
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");

        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "modify"));

        assertThat(admin.properties(WATCH + "~home"))
                .containsEntry("scanOn", "modify")
                .containsEntry(FILE, key(file));
    }

    @Test
    void configurations_of_others_get_no_file() throws Exception {
        start();

        admin.save(null, "org.apache.felix.http", Map.of("port", "1"));

        assertThat(files()).isEmpty();
        assertThat(admin.updates()).isEqualTo(1);
    }

    @Test
    void what_was_cut_short_is_finished_at_the_next_start() throws Exception {
        admin.save(WATCH, RANDOM, Map.of("scanOn", "modify"));
        start();
        String complete = Files.readString(etc.resolve("dev.nacre.watch-console1.cfg"));
        // The file was written and its configuration made; the random one is still there.
        admin.save(WATCH, RANDOM, Map.of("scanOn", "modify"));

        start();

        assertThat(admin.pids()).containsExactly(WATCH + "~console1");
        assertThat(files()).containsExactly("dev.nacre.watch-console1.cfg");
        assertThat(etc.resolve("dev.nacre.watch-console1.cfg")).hasContent(complete);
    }

    @Test
    void deleting_a_file_while_stopped_deletes_its_configuration() throws Exception {
        Path kept = write("dev.nacre.watch-kept.cfg", "");
        admin.save(WATCH, WATCH + "~kept", Map.of(FILE, key(kept)));
        admin.save(WATCH, WATCH + "~gone", Map.of(FILE, key(etc.resolve("gone.cfg"))));
        admin.save(null, "org.other", Map.of(FILE, key(etc.resolve("other.cfg"))));

        start();

        assertThat(admin.pids()).containsExactly(WATCH + "~kept", "org.other");
    }

    @Test
    void a_folder_that_cannot_be_written_leaves_the_configuration_in_force() throws Exception {
        start();
        Files.delete(etc);

        admin.save(WATCH, RANDOM, Map.of("scanOn", "modify"));

        assertThat(admin.pids()).containsExactly(RANDOM);
        assertThat(admin.properties(RANDOM)).containsOnlyKeys("scanOn");
    }

    private void start() {
        admin.listener(event -> {});
        admin.listener(new ConfigurationFiles(etc, admin));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(etc.resolve(name), text);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(etc)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String key(Path file) {
        return file.toFile().toURI().toString();
    }
}
