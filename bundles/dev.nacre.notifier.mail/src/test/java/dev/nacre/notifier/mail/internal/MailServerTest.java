/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailServerTest {
    private static MailServer read(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("to", new String[] {"ann@example.org"}));
        all.putAll(settings);
        Settings read = new Settings(Config.class, all);
        MailServer server = MailServer.of(read);
        read.check();
        return server;
    }

    @ParameterizedTest
    @CsvSource({
        "host, ''",
        "host, 'a b'",
        "port, 0",
        "security, ssl",
        "from, nobody",
        "to, ann@",
        "to, ''",
        "caFile, no/such/file",
        "timeout, 1h"
    })
    void what_cannot_work_is_refused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value))).hasMessageContaining(key + " = \"");
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
        assertThat(read(Map.of("user", "ann", "password", "s3cret")).toString())
                .isEqualTo("localhost:587");
    }

    @Test
    void without_a_sender_it_is_this_machine() {
        assertThat(read(Map.of()).from().getAddress()).startsWith("nacre@");
    }
}
