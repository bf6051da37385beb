/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    @Test
    void of_several_addresses_the_loopback_one_is_told() {
        assertThat(
                        Announcement.address(
                                List.of("http://192.168.1.5:8686/", "http://127.0.0.1:8686/")))
                .contains("http://127.0.0.1:8686/system/console");
    }

    @Test
    void else_the_first() {
        assertThat(Announcement.address(List.of("https://nas.example:8443/")))
                .contains("https://nas.example:8443/system/console");
        assertThat(Announcement.address(List.of())).isEmpty();
    }
}
