/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.engine.internal.scan.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long the place of a scanner that has gone is kept. */
class VacanciesTest {
    private final Services<Lane> lanes = new Services<>();
    private long now;
    private final Vacancies vacancies = new Vacancies(lanes, () -> now);
    private final Judge judge = new Judge(ScannerStatus.State.UP);
    private final Lane lane = add(1, "clamd", judge);

    private Lane add(long id, String name, Judge judge) {
        Lane added = new Lane(name, judge, Duration.ofMinutes(2));
        lanes.put(service(id), added);
        return added;
    }

    private static Map<String, Object> service(long id) {
        return Map.of("service.id", id);
    }

    @Test
    void it_is_kept_until_a_scanner_of_that_name_judges() {
        add(2, "signature", new Judge(ScannerStatus.State.UP));
        vacancies.open(service(1), lane);
        assertThat(lanes.matching("")).contains(lane);
        assertThat(lane.present()).isTrue();
        Judge back = new Judge(ScannerStatus.State.ABSENT);
        add(3, "clamd", back);
        assertThat(vacancies.close()).isEmpty();
        back.state = ScannerStatus.State.UP;
        assertThat(vacancies.close()).containsExactly(lane);
        assertThat(lanes.matching("")).doesNotContain(lane);
        assertThat(vacancies.any()).isFalse();
    }

    @Test
    void it_is_kept_for_a_few_seconds() {
        vacancies.open(service(1), lane);
        now += Duration.ofSeconds(5).toNanos();
        assertThat(vacancies.close()).isEmpty();
        assertThat(vacancies.any()).isTrue();
        now += 1;
        assertThat(vacancies.close()).containsExactly(lane);
    }

    @Test
    void who_waits_for_it_knows_whether_that_is_in_vain() {
        assertThat(vacancies.awaits(lane)).isFalse();
        vacancies.open(service(1), lane);
        assertThat(vacancies.awaits(lane)).isTrue();
        assertThat(vacancies.anyInVain()).isFalse();
        now += Duration.ofSeconds(5).toNanos() + 1;
        assertThat(vacancies.awaits(lane)).isFalse();
        assertThat(vacancies.anyInVain()).isTrue();
        add(2, "clamd", new Judge(ScannerStatus.State.UP));
        assertThat(vacancies.anyInVain()).isFalse();
    }

    @Test
    void a_scanner_that_did_not_judge_has_no_place_to_keep() {
        judge.state = ScannerStatus.State.ABSENT;
        vacancies.open(service(1), lane);
        assertThat(vacancies.any()).isFalse();
        assertThat(lanes.matching("")).isEmpty();
    }

    private static final class Judge implements Scanner {
        private volatile ScannerStatus.State state;

        Judge(ScannerStatus.State state) {
            this.state = state;
        }

        @Override
        public Verdict scan(FileContent file, Duration limit) {
            return Verdict.CLEAN;
        }

        @Override
        public ScannerStatus status() {
            return new ScannerStatus(state, "1", "", 1, Set.of());
        }
    }
}
