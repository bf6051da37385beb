/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTest {
    private static Broker read(Map<String, Object> settings) {
        Settings read = new Settings(Config.class, settings);
        Broker broker = Broker.of(read, "ops");
        read.check();
        return broker;
    }

    @ParameterizedTest
    @CsvSource({
        "host, 'tcp://a'",
        "port, 65536",
        "security, starttls",
        "caFile, no/such/file",
        "topic, ''",
        "topic, a/#",
        "topic, /a",
        "topic, a/",
        "topic, $SYS/a",
        "qos, 3",
        "retain, yes",
        "timeout, 1h"
    })
    void what_cannot_work_is_refused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value))).hasMessageContaining(key + " = \"");
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(read(Map.of("user", "ann", "password", "s3cret")).toString())
                .isEqualTo("localhost:8883");
    }

    @Test
    void topics_and_the_client_have_the_name_of_this_machine() {
        Broker broker = read(Map.of());
        assertThat(broker.topic()).isEqualTo("nacre/" + HostName.get());
        assertThat(broker.client()).isEqualTo("nacre-" + HostName.get() + "-ops");
    }
}
