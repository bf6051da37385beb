/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.source.fanotify.internal.LeaseInbox.Key;
import dev.nacre.source.fanotify.internal.LeaseTable.Lease;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private final LeaseTable table = new LeaseTable();

    private static Lease lease(int descriptor) {
        return new Lease(descriptor, new Key(1, 10_000 + descriptor), descriptor);
    }

    @Test
    void a_lease_is_found_by_its_file_and_by_its_descriptor_until_it_is_taken_out() {
        IntStream.range(0, 100).mapToObj(LeaseTableTest::lease).forEach(table::add);
        assertThat(table.size()).isEqualTo(100);
        assertThat(table.of(73)).isEqualTo(lease(73));
        assertThat(table.of(lease(73).key())).isEqualTo(lease(73));
        assertThat(table.remove(lease(73))).isTrue();
        assertThat(table.of(73)).isNull();
        assertThat(table.of(lease(73).key())).isNull();
        assertThat(table.of(72)).isEqualTo(lease(72));
        assertThat(table.size()).isEqualTo(99);
    }

    @Test
    void one_that_is_out_already_is_not_taken_out_for_another_with_its_descriptor() {
        Lease before = lease(5);
        table.add(before);
        table.remove(before);
        Lease after = new Lease(5, new Key(1, 1), 2);
        table.add(after);
        assertThat(table.remove(before)).isFalse();
        assertThat(table.of(5)).isSameAs(after);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void a_descriptor_that_has_none_is_no_error() {
        assertThat(table.of(0)).isNull();
        table.add(lease(1));
        assertThat(table.of(-1)).isNull();
        assertThat(table.of(0)).isNull();
        assertThat(table.of(Integer.MAX_VALUE)).isNull();
    }

    @Test
    void the_oldest_is_the_one_that_was_added_first() {
        table.add(lease(9));
        table.add(lease(3));
        assertThat(table.oldest()).isEqualTo(lease(9));
        table.remove(lease(9));
        assertThat(table.oldest()).isEqualTo(lease(3));
        assertThat(table.all()).containsExactly(lease(3));
    }
}
