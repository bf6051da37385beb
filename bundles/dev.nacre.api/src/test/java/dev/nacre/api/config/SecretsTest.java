/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String HIDDEN = "p4$$\\w0rd";

    @interface Config {
        String password() default "";

        String[] headers() default {};

        int port() default 25;
    }

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write_a_secret() throws IOException {
        file = Files.writeString(folder.resolve("smtp.pw"), HIDDEN + "\n");
        mode(file, "rw-------");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Settings settings(Map<String, ?> properties) {
        return new Settings(
                Config.class,
                properties,
                new Secrets(() -> folder, Map.of("TOKEN", "from outside")));
    }

    private Settings password(String text) {
        return settings(Map.of("password", text));
    }

    @Test
    void a_secret_and_a_variable_stand_anywhere_in_a_value() {
        Settings settings =
                settings(
                        Map.of(
                                "password",
                                "$[secret:smtp.pw]",
                                "headers",
                                new String[] {
                                    "Authorization: Bearer $[env:TOKEN]", "X: $[secret:smtp.pw]$"
                                }));
        assertThat(settings.text("password")).isEqualTo(HIDDEN);
        assertThat(settings.texts("headers"))
                .containsExactly("Authorization: Bearer from outside", "X: " + HIDDEN + "$");
        settings.check();
    }

    @Test
    void other_brackets_stand_for_themselves() {
        assertThat(password("a$[b] $[other:c] ${d}").text("password"))
                .isEqualTo("a$[b] $[other:c] ${d}");
    }

    @Test
    void what_a_secret_holds_is_no_reference_itself() throws IOException {
        Files.writeString(file, "$[env:TOKEN]");
        assertThat(password("$[secret:smtp.pw]").text("password")).isEqualTo("$[env:TOKEN]");
    }

    @Test
    void a_message_shows_the_name_and_never_the_value() {
        Settings settings = settings(Map.of("port", "$[secret:smtp.pw]"));
        settings.number("port", 1, 65535);
        assertThatThrownBy(settings::check)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("port = \"$[secret:smtp.pw]\" is refused: allowed is a whole")
                .hasMessageNotContaining("w0rd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[secret:missing]",
                "$[secret:../passwd]",
                "$[secret:]",
                "$[env:MISSING]",
                "$[secret:.hidden]"
            })
    void what_leads_nowhere_is_refused(String text) {
        Settings settings = password(text);
        assertThat(settings.text("password")).isEmpty();
        assertThatThrownBy(settings::check).hasMessageContaining("\"" + text + "\" is refused: t");
    }

    @Test
    void a_secret_that_others_may_read_is_refused_with_what_to_do() throws IOException {
        mode(file, "rw-r-----");
        Settings settings = password("$[secret:smtp.pw]");
        assertThat(settings.text("password")).isEmpty();
        assertThatThrownBy(settings::check)
                .hasMessageContaining("chmod go= " + file)
                .hasMessageNotContaining("w0rd");
    }

    @Test
    void secrets_in_a_folder_that_others_may_write_are_refused() throws IOException {
        mode(folder, "rwxrwxrwx");
        Settings settings = password("$[secret:smtp.pw]");
        settings.text("password");
        assertThatThrownBy(settings::check).hasMessageContaining("chmod go-w " + folder);
    }

    @Test
    void a_secret_of_another_user_is_refused() throws IOException {
        Files.setAttribute(file, "unix:uid", 65534);
        Settings settings = password("$[secret:smtp.pw]");
        settings.text("password");
        assertThatThrownBy(settings::check).hasMessageContaining("chown root " + file);
    }

    @Test
    void what_is_no_text_is_refused() throws IOException {
        Files.write(file, "\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        Settings settings = password("$[secret:smtp.pw]");
        settings.text("password");
        assertThatThrownBy(settings::check).hasMessageContaining("cannot be read as text");
    }
}
