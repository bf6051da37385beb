/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Settings;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void hosts_are_names_and_addresses_of_both_kinds() {
        Settings settings =
                new Settings(
                        Config.class,
                        Map.of(
                                "hosts",
                                new String[] {
                                    "av.example:3310", "[fe80::1%eth0]:1", "10.0.0.1:65535"
                                }));
        ClamdOptions options = Options.read(settings);
        settings.check();
        assertThat(options.endpoints())
                .extracting(Endpoint::name)
                .containsExactly("av.example:3310", "[fe80::1%eth0]:1", "10.0.0.1:65535");
    }

    @Test
    void the_smaller_of_the_limits_counts() {
        Settings settings = new Settings(Config.class, Map.of("maxFileSize", "1M"));
        assertThat(Options.read(settings).maxFileSize()).isEqualTo(1 << 20);
        assertThat(Options.read(new Settings(Config.class, Map.of())).maxFileSize())
                .isEqualTo(25 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host", "host:0", "host:65536", "::1:3310", "a b:1", "http://x:1", "", ":1"})
    void what_is_no_host_and_port_is_refused(String text) {
        Settings settings = new Settings(Config.class, Map.of("hosts", new String[] {text}));
        Options.read(settings);
        Assertions.assertThatThrownBy(settings::check).hasMessageContaining("hosts");
    }
}
