/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {
    @interface Config {
        String security() default "tls";

        String caFile() default "";

        String user() default "";

        String password() default "";
    }

    private static Access read(Map<String, String> properties) {
        return Settings.read(Config.class, properties, Access::of);
    }

    @Test
    void a_password_is_never_sent_unencrypted() {
        assertThatThrownBy(
                        () ->
                                read(
                                        Map.of(
                                                "security", "none",
                                                "user", "ann",
                                                "password", "s3cret")))
                .hasMessageContaining("only sent encrypted")
                .hasMessageNotContainingAny("s3cret");
    }

    @Test
    void the_password_is_not_shown() {
        Access access = read(Map.of("user", "ann", "password", "s3cret"));
        assertThat(access.password()).isEqualTo("s3cret");
        assertThat(access).hasToString("ann by TLS");
    }

    @Test
    void without_encryption_nobody_needs_to_be_trusted() {
        assertThat(read(Map.of("security", "none")).encryption()).isEmpty();
        assertThat(read(Map.of()).encryption()).isPresent();
        assertThatThrownBy(() -> read(Map.of("security", "starttls")))
                .hasMessageContaining("security = \"starttls\"", "one of tls, none");
    }
}
