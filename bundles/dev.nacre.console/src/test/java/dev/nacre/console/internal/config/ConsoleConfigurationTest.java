/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleConfigurationTest {
    @Test
    void without_a_file_the_console_is_closed_to_all_but_the_loopback_names() {
        ConsoleConfig config = new ConsoleConfiguration(Map.of()).get();

        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.hosts()).isEmpty();
        assertThat(config.allowInstall()).isFalse();
    }

    @Test
    void hosts_are_names_and_addresses_without_a_port() {
        String[] hosts = {"NAS.example", "192.168.1.5", "[FD00::5]"};

        assertThat(new ConsoleConfiguration(Map.of("hosts", hosts)).get().hosts())
                .containsExactlyInAnyOrder("nas.example", "192.168.1.5", "[fd00::5]");
        for (String wrong : new String[] {"nas:8686", "http://nas", "*", "fd00::5", "a b"}) {
            assertThatThrownBy(() -> new ConsoleConfiguration(Map.of("hosts", wrong)))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining(wrong)
                    .hasMessageContaining("without a port");
        }
    }

    @Test
    void a_wrong_change_is_refused_whole_and_reported() {
        ConsoleConfiguration configuration =
                new ConsoleConfiguration(Map.of("sessionTimeout", "2h"));

        configuration.modified(Map.of("sessionTimeout", "1s", "allowInstall", "true"));

        assertThat(configuration.get().sessionTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.get().allowInstall()).isFalse();
        assertThat(configuration.findings()).hasSize(1);
    }
}
