/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochTest {
    private final Epoch epoch = new Epoch();

    private String at(int minute, String version, String files, String memory) {
        return epoch.name(version, files, memory, Duration.ofMinutes(minute).toNanos());
    }

    @Test
    void it_stays_as_long_as_nothing_changes() {
        String first = at(0, "V1", "f1", "1M");
        assertThat(first).isEqualTo("V1; files f1; loaded 1M");
        assertThat(at(500, "V1", "f1", "1M")).isEqualTo(first);
    }

    @Test
    void each_of_version_files_and_loaded_signatures_changes_it() {
        Set<String> names = new LinkedHashSet<>();
        names.add(at(0, "V1", "f1", "1M"));
        names.add(at(0, "V2", "f1", "1M"));
        names.add(at(0, "V2", "f2", "1M"));
        names.add(at(0, "V2", "f2", "2M"));
        assertThat(names).hasSize(4);
    }

    @Test
    void after_the_files_changed_it_changes_again_when_clamd_should_have_loaded_them() {
        at(0, "V1", "f1", "1M");
        Set<String> names = new LinkedHashSet<>();
        for (int minute = 1; minute <= 100; minute++) {
            names.add(at(minute, "V1", "f2", "1M"));
        }
        assertThat(names).hasSize(4);
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertThat(at(0, "V1", "", "")).isEqualTo("V1");
    }
}
