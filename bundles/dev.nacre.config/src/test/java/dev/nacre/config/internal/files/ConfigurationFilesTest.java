/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.config.internal.origin.ChangeOrigins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
    private static final String WATCH = "dev.nacre.watch";
    private static final String RANDOM = WATCH + ".01234567-89ab-cdef-0123-456789abcdef";
    private static final String FILE = "felix.fileinstall.filename";

    private static final String[] HOME_AND_SRV = {"/home", "/srv"};

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
    void what_is_saved_while_the_one_before_is_being_kept_is_not_undone() throws Exception {
        start();
        String pid = "dev.nacre.quarantine";
        admin.meanwhile(() -> admin.save(null, pid, Map.of("keepFor", "60d")));

        admin.save(null, pid, Map.of("keepFor", "30d"));

        assertThat(admin.properties(pid)).containsEntry("keepFor", "60d");
        assertThat(etc.resolve("dev.nacre.quarantine.cfg")).content().contains("60d");
    }

    @Test
    void each_is_updated_once_more_and_no_oftener() throws Exception {
        start();

        admin.save(null, "dev.nacre.quarantine", Map.of("keepFor", "30d"));

        assertThat(admin.updates()).isEqualTo(2);
    }

    @Test
    void a_change_in_the_console_is_written_and_all_else_in_the_file_stays() throws Exception {
        Path file =
                write(
                        "dev.nacre.watch-home.cfg",
                        """
                        # What to guard.
                        paths   = ["/home",  "/srv"]

                        # When.
                        scanOn  = "write"
                        gone    = "x"
                        """);
        Map<String, Object> before = Map.of("scanOn", "write", "gone", "x", FILE, key(file));
        admin.save(WATCH, WATCH + "~home", with(before, "paths", HOME_AND_SRV));
        start();

        Map<String, Object> after = Map.of("scanOn", "modify", "cache", "none", FILE, key(file));
        admin.save(WATCH, WATCH + "~home", with(after, "paths", HOME_AND_SRV.clone()));

        assertThat(file)
                .hasContent(
                        """
                        # What to guard.
                        paths   = ["/home",  "/srv"]

                        # When.
                        scanOn  = "modify"
                        cache = "none"
                        """);
    }

    @Test
    void what_the_console_gives_a_type_is_written_as_people_write_it() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "prevention = \"true\"\nsize = \"5\"\n");
        admin.save(
                WATCH, WATCH + "~home", Map.of("prevention", "true", "size", "5", FILE, key(file)));
        start();

        admin.save(WATCH, WATCH + "~home", Map.of("prevention", false, "size", 5, FILE, key(file)));

        assertThat(file).hasContent("prevention = \"false\"\nsize = \"5\"\n");
        assertThat(admin.properties(WATCH + "~home")).containsEntry("prevention", false);
    }

    @Test
    void a_new_one_with_types_is_written_as_people_write_it() throws Exception {
        start();

        admin.save(WATCH, RANDOM, Map.of("prevention", false, "sizes", new Integer[] {1, 2}));

        assertThat(etc.resolve("dev.nacre.watch-console1.cfg"))
                .content()
                .endsWith("\nprevention = \"false\"\nsizes = [\"1\", \"2\"]\n");
        assertThat(admin.properties(WATCH + "~console1"))
                .containsEntry("prevention", "false")
                .containsEntry("sizes", new String[] {"1", "2"});
    }

    @Test
    void configurations_of_others_keep_their_types() throws Exception {
        Path file = write("org.example.cfg", "port = I\"1\"\n");
        admin.save(null, "org.example", Map.of("port", 1, FILE, key(file)));
        start();

        admin.save(null, "org.example", Map.of("port", 2, FILE, key(file)));

        assertThat(file).hasContent("port = I\"2\"\n");
        assertThat(admin.properties("org.example")).containsEntry("port", 2);
    }

    @Test
    void the_ranking_of_a_service_stays_a_number_in_file_and_configuration() throws Exception {
        Path file =
                write(
                        "dev.nacre.watch-home.cfg",
                        "scanOn = \"write\"\nservice.ranking = I\"70\"\n");
        Map<String, Object> before = Map.of("scanOn", "write", "service.ranking", 70);
        admin.save(WATCH, WATCH + "~home", with(before, FILE, key(file)));
        start();

        Map<String, Object> after = Map.of("scanOn", "modify", "service.ranking", 70);
        admin.save(WATCH, WATCH + "~home", with(after, FILE, key(file)));
        admin.save(WATCH, RANDOM, after);

        assertThat(file).hasContent("scanOn = \"modify\"\nservice.ranking = I\"70\"\n");
        assertThat(etc.resolve("dev.nacre.watch-console1.cfg"))
                .content()
                .endsWith("\nscanOn = \"modify\"\nservice.ranking = I\"70\"\n");
        assertThat(admin.properties(WATCH + "~console1")).containsEntry("service.ranking", 70);
    }

    @Test
    void what_Config_Admin_puts_into_a_configuration_gets_into_no_file() throws Exception {
        start();

        Map<String, Object> added = Map.of("service.pid", RANDOM, "service.factoryPid", WATCH);
        admin.save(WATCH, RANDOM, with(added, "service.bundleLocation", "?"));

        assertThat(etc.resolve("dev.nacre.watch-console1.cfg"))
                .content()
                .isEqualTo(CfgFolder.HEADER);
    }

    @Test
    void a_change_in_the_file_is_not_written_over() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");
        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "write", FILE, key(file)));
        start();

        Files.writeString(file, "scanOn   = \"modify\"  # by hand\n");
        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "modify", FILE, key(file)));

        assertThat(file).hasContent("scanOn   = \"modify\"  # by hand\n");
    }

    @Test
    void of_two_changes_in_a_row_in_the_file_none_is_written_once_more() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "paths = [\"/home\"]\n");
        admin.save(
                WATCH, WATCH + "~home", Map.of("paths", new String[] {"/home"}, FILE, key(file)));
        ConfigurationFiles files = start();

        write("dev.nacre.watch-home.cfg", "paths = [\"/opt\"]\n");
        admin.save(WATCH, WATCH + "~home", Map.of("paths", new String[] {"/srv"}, FILE, key(file)));
        admin.save(WATCH, WATCH + "~home", Map.of("paths", new String[] {"/opt"}, FILE, key(file)));

        assertThat(files.hasWritten(file)).isFalse();
        assertThat(file).hasContent("paths = [\"/opt\"]\n");
    }

    @Test
    void a_comment_added_by_hand_stays_when_the_console_changes_a_value() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");
        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "write", FILE, key(file)));
        start();
        Files.writeString(file, "# mine\nscanOn = \"write\"\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "modify", FILE, key(file)));

        assertThat(file).hasContent("# mine\nscanOn = \"modify\"\n");
    }

    @Test
    void deleting_in_the_console_deletes_the_file() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");
        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "write", FILE, key(file)));
        start();

        admin.delete(WATCH + "~home");

        assertThat(file).doesNotExist();
    }

    @Test
    void a_file_elsewhere_is_never_touched(@TempDir Path elsewhere) throws Exception {
        Path file = Files.writeString(elsewhere.resolve("a.cfg"), "x = \"1\"\n");
        start();
        admin.save(null, "a", Map.of("x", "2", FILE, key(file)));
        admin.delete("a");

        assertThat(file).hasContent("x = \"1\"\n");
    }

    @Test
    void one_that_lost_the_name_of_its_file_gets_it_back() throws Exception {
        Path file = write("dev.nacre.watch-home.cfg", "scanOn = \"write\"\n");
        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "write", FILE, key(file)));
        start();

        admin.save(WATCH, WATCH + "~home", Map.of("scanOn", "modify"));

        assertThat(admin.properties(WATCH + "~home"))
                .containsEntry("scanOn", "modify")
                .containsEntry(FILE, key(file));
        assertThat(file).hasContent("scanOn = \"modify\"\n");
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
    void a_folder_that_cannot_be_written_leaves_the_configuration_in_force() throws Exception {
        start();
        Files.delete(etc);

        admin.save(WATCH, RANDOM, Map.of("scanOn", "modify"));

        assertThat(admin.pids()).containsExactly(RANDOM);
        assertThat(admin.properties(RANDOM)).containsOnlyKeys("scanOn");
    }

    @Test
    void what_was_written_here_is_known_until_somebody_else_writes_the_file() throws Exception {
        ConfigurationFiles files = start();
        Path file = etc.resolve("dev.nacre.quarantine.cfg");
        assertThat(files.hasWritten(file)).isFalse();

        admin.save(null, "dev.nacre.quarantine", Map.of("keepFor", "30d"));
        assertThat(files.hasWritten(file)).isTrue();
        String ours = Files.readString(file);

        Files.writeString(file, "keepFor = \"60d\"\n");
        assertThat(files.hasWritten(file)).isFalse();
        // File Install has read the other text: going back is news to it.
        Files.writeString(file, ours);
        assertThat(files.hasWritten(file)).isFalse();
    }

    @Test
    void a_configuration_goes_with_its_file_unless_that_is_there_again() throws Exception {
        ConfigurationFiles files = start();
        admin.save(null, "dev.nacre.quarantine", Map.of("keepFor", "30d"));
        Path file = etc.resolve("dev.nacre.quarantine.cfg");

        files.missed(file);
        assertThat(admin.pids()).containsExactly("dev.nacre.quarantine");

        Files.delete(file);
        files.missed(file);
        assertThat(admin.pids()).isEmpty();

        // Somebody is about to fill it.
        admin.getConfiguration("dev.nacre.quarantine", "?");
        files.missed(file);
        assertThat(admin.pids()).containsExactly("dev.nacre.quarantine");
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> result = new HashMap<>(map);
        result.put(key, value);
        return result;
    }

    private ConfigurationFiles start() {
        admin.listener(event -> {});
        ConfigurationFiles files =
                new ConfigurationFiles(etc, admin, new ChangeOrigins(Path.of("/")));
        admin.listener(files);
        return files;
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
