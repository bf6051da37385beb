/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileIdentity;
import org.junit.jupiter.api.Test;

class OwnReadsTest {
    private static final FileIdentity FILE = new FileIdentity(1, 2, 3, 4, 5);
    private static final FileIdentity CHANGED = new FileIdentity(1, 2, 3, 4, 6);

    private long now;
    private final OwnReads own = new OwnReads(() -> now);

    @Test
    void a_file_counts_as_read_by_us_until_some_time_after_its_last_scan() {
        assertThat(own.mayBe(FILE)).isFalse();
        own.opened(FILE);
        own.opened(FILE);
        now += 100 * OwnReads.ECHO_NANOS;
        assertThat(own.mayBe(FILE)).isTrue();
        own.closed(FILE);
        now += 2 * OwnReads.ECHO_NANOS;
        assertThat(own.mayBe(FILE)).isTrue();
        own.closed(FILE);
        now += OwnReads.ECHO_NANOS;
        assertThat(own.mayBe(FILE)).isTrue();
        now++;
        assertThat(own.mayBe(FILE)).isFalse();
    }

    @Test
    void a_file_that_has_changed_is_another() {
        own.opened(FILE);
        assertThat(own.mayBe(CHANGED)).isFalse();
    }

    @Test
    void of_very_many_the_oldest_is_forgotten() {
        for (int i = 0; i < 20_000; i++) {
            FileIdentity file = new FileIdentity(1, i, 3, 4, 5);
            own.opened(file);
            own.closed(file);
        }
        assertThat(own.mayBe(new FileIdentity(1, 0, 3, 4, 5))).isFalse();
        assertThat(own.mayBe(new FileIdentity(1, 19_999, 3, 4, 5))).isTrue();
    }
}
