/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"kafka1.example.org:9093", "192.0.2.1:1", "[2001:db8::1]:65535"})
    void it_is_told_as_it_is_written(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                ":1",
                "a:0",
                "a:65536",
                "a:+1",
                "a:999999999999",
                "2001:db8::1:1",
                "tls://a:1",
                "a b:1"
            })
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
    }
}
