/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String ROOT = "/system/console";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/system/console",
                "/system/console/",
                "/system/console/bundles",
                "/system/console/configMgr/dev.nacre.watch~home",
                "/system/console/configMgr/dev.nacre.watch%7Ehome?post=true&ts=1"
            })
    void a_login_leads_to_the_page_asked_for(String wish) {
        assertThat(Target.within(ROOT, wish)).isEqualTo(wish);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "https://evil.example/",
                "//evil.example/system/console",
                "/system/console.evil.example",
                "/system/console@evil.example",
                "/system/console//evil.example",
                "/system/console/../../evil",
                "/system/console/\\evil",
                "/system/console/\r\nSet-Cookie: x=y",
                "/system/console/bundles#x",
                "/system/console/login",
                "/system/console/logout"
            })
    void and_to_the_first_page_where_the_wish_is_no_page_of_ours(String wish) {
        assertThat(Target.within(ROOT, wish)).isEqualTo(ROOT);
    }
}
