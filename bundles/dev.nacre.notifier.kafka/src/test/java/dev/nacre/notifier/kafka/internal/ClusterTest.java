/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
    private static Cluster read(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("brokers", new String[] {"kafka1.example.org:9093", "[2001:db8::1]:9093"});
        all.putAll(settings);
        Settings read = new Settings(Config.class, all);
        Cluster cluster = Cluster.of(read, "fleet");
        read.check();
        return cluster;
    }

    @ParameterizedTest
    @CsvSource({
        "brokers, ''",
        "brokers, kafka1",
        "brokers, kafka1:0",
        "brokers, kafka1:65536",
        "brokers, 'SASL_SSL://kafka1:9093'",
        "topic, ''",
        "topic, ..",
        "topic, a/b",
        "security, ssl",
        "caFile, no/such/file",
        "login, OAUTHBEARER",
        "timeout, 1m"
    })
    void what_cannot_work_is_refused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value))).hasMessageContaining(key + " = \"");
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(read(Map.of("user", "ann", "password", "s3cret")).toString())
                .isEqualTo("kafka1.example.org:9093,[2001:db8::1]:9093");
    }

    @Test
    void a_file_of_certificates_that_is_missing_is_named() {
        Cluster cluster = read(Map.of("caFile", "/no/such/file"));
        assertThatThrownBy(cluster::producer)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/file")
                .hasMessageContaining("caFile");
    }

    @Test
    void a_record_is_written_by_all_brokers_that_keep_a_copy_and_the_name_is_checked()
            throws IOException {
        assertThat(read(Map.of("user", "ann", "password", "s3cret")).producer())
                .containsEntry("acks", "all")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .doesNotContainKey("ssl.endpoint.identification.algorithm");
    }

    @Test
    void a_password_may_hold_what_is_special_to_kafka() {
        assertThat(Login.PLAIN.jaas("ann", "a\"b\\c"))
                .isEqualTo(
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"ann\" password=\"a\\\"b\\\\c\";");
    }
}
