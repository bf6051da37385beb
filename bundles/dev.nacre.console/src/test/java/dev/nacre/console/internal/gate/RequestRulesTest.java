/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private static final String HOST = "127.0.0.1:8686";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8686",
                "LocalHost.:8686",
                "127.0.0.1:8686",
                "[::1]:8686",
                "[::1]",
                "nas.example:8443"
            })
    void a_request_for_a_name_of_ours_comes_in(String host) {
        assertThat(get(host)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ":8686",
                "evil.example",
                "evil.example:8686",
                "127.0.0.1.evil.example",
                "localhost.evil.example:8686",
                "localhost:8686:8686",
                "localhost:8686@evil.example",
                "[::1].evil.example",
                "127.0.0.2",
                "0.0.0.0:8686"
            })
    void a_request_for_another_name_is_refused(String host) {
        assertThat(get(host)).isPresent();
    }

    @Test
    void the_refusal_of_a_name_says_where_to_allow_it() {
        assertThat(get("192.168.1.5:8686").orElseThrow())
                .contains("192.168.1.5")
                .contains("hosts")
                .contains("dev.nacre.console");
    }

    @Test
    void reading_is_allowed_from_anywhere() {
        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertThat(judge(method, "http://evil.example", "cross-site", true)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8686, same-origin",
        "http://127.0.0.1:8686,",
        ", same-origin",
        ", none",
        "HTTP://127.0.0.1:8686, same-origin"
    })
    void a_change_from_our_own_pages_comes_in(String origin, String site) {
        assertThat(judge("POST", origin, site, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,",
        "http://evil.example, same-origin",
        "http://127.0.0.1:8687,",
        "http://127.0.0.1,",
        "http://localhost:8686,",
        "http://127.0.0.1:8686.evil.example,",
        "file://,",
        "null,",
        "'',",
        ", cross-site",
        ", same-site",
        ", ''",
        "http://127.0.0.1:8686, cross-site"
    })
    void a_change_from_elsewhere_is_refused(String origin, String site) {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get"}) {
            assertThat(judge(method, origin, site, true)).isPresent();
            assertThat(judge(method, origin, site, false)).isPresent();
        }
    }

    @Test
    void a_change_of_unknown_origin_comes_in_only_without_a_session() {
        assertThat(judge("POST", null, null, true)).isPresent();
        assertThat(judge("POST", null, null, false)).isEmpty();
    }

    @Test
    void a_change_disguised_as_reading_is_refused_even_from_our_own_pages() {
        Incoming disguised = new Incoming("GET", HOST, "http://" + HOST, "same-origin", true, true);

        assertThat(RequestRules.refusal(disguised, Set.of())).isPresent();
    }

    @Test
    void behind_a_proxy_that_ends_TLS_the_default_port_may_be_left_out() {
        Incoming request =
                new Incoming("POST", "nas.example", "https://nas.example:443", null, false, true);

        assertThat(RequestRules.refusal(request, Set.of("nas.example"))).isEmpty();
    }

    private static Optional<String> get(String host) {
        return RequestRules.refusal(
                new Incoming("GET", host, null, null, false, false), Set.of("nas.example"));
    }

    private static Optional<String> judge(
            String method, String origin, String site, boolean session) {
        return RequestRules.refusal(
                new Incoming(method, HOST, origin, site, false, session), Set.of());
    }
}
