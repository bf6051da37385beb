/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir private Path var;

    private final SecureRandom random = new SecureRandom();
    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = var.resolve("console");
    }

    @Test
    void the_first_start_makes_a_password_and_tells_it_once() {
        Users users = new Users(folder, random);

        String password = users.takeMadePassword().orElseThrow();
        assertThat(users.takeMadePassword()).isEmpty();
        assertThat(users.matches("admin", password)).isTrue();
        assertThat(users.matches("root", password)).isFalse();
        assertThat(users.matches("admin", "admin")).isFalse();
    }

    @Test
    void a_later_start_knows_the_password_and_tells_nothing() {
        String password = new Users(folder, random).takeMadePassword().orElseThrow();

        Users later = new Users(folder, random);

        assertThat(later.takeMadePassword()).isEmpty();
        assertThat(later.matches("admin", password)).isTrue();
    }

    @Test
    void only_root_can_read_the_file_and_it_lacks_the_password() throws Exception {
        String password = new Users(folder, random).takeMadePassword().orElseThrow();

        Path file = folder.resolve("users");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(password);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_folder_that_others_could_enter_is_closed() throws Exception {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(new Users(folder, random).takeMadePassword()).isPresent();
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void deleting_the_file_gives_a_new_password() throws Exception {
        String old = new Users(folder, random).takeMadePassword().orElseThrow();
        Files.delete(folder.resolve("users"));

        Users users = new Users(folder, random);

        assertThat(users.takeMadePassword()).isPresent().get().isNotEqualTo(old);
        assertThat(users.matches("admin", old)).isFalse();
    }

    @Test
    void a_damaged_file_opens_to_nobody_and_says_what_to_do() throws Exception {
        Files.createDirectory(folder);
        for (String text : new String[] {"", "admin:admin\n", "root:x\n"}) {
            Files.writeString(folder.resolve("users"), text);

            assertThatThrownBy(() -> new Users(folder, random))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder.resolve("users").toString())
                    .hasMessageContaining("Delete the file and restart");
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
