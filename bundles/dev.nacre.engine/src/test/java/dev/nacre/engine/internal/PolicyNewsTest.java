/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import dev.nacre.engine.internal.scan.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyNewsTest {
    private static final Origin ANN = new Origin(Origin.Means.CONTROL, "ann", "pid 12");

    private final BlockingQueue<PolicyChange> told = new LinkedBlockingQueue<>();
    private final Notifications notifications = new Notifications();
    private final Services<Lane> lanes = new Services<>();
    private Optional<Origin> doer = Optional.empty();
    private boolean settled;
    private final PolicyNews news =
            new PolicyNews(
                    lanes,
                    new Services<>(),
                    notifications,
                    this::origins,
                    () -> settled,
                    () -> Instant.EPOCH);
    private final Notifier notifier =
            new Notifier() {
                @Override
                public void detected(Detection detection) {}

                @Override
                public void policyChanged(PolicyChange change) {
                    told.add(change);
                }
            };

    PolicyNewsTest() {
        notifications.add("test", notifier);
    }

    @AfterEach
    void end() {
        notifications.remove(notifier);
    }

    private Origins origins() {
        return new Origins() {
            @Override
            public Optional<Origin> of(String pid) {
                return pid.equals("dev.nacre.watch~home") ? Optional.of(ANN) : doer;
            }

            @Override
            public Claim claim(Origin origin) {
                throw new AssertionError("The engine changes nothing");
            }
        };
    }

    private static Lane lane() {
        ScannerStatus up = new ScannerStatus(ScannerStatus.State.UP, "1", "", 2, Set.of());
        Scanner scanner =
                new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit) {
                        return Verdict.CLEAN;
                    }

                    @Override
                    public ScannerStatus status() {
                        return up;
                    }
                };
        return new Lane("test", scanner, Duration.ofMinutes(2));
    }

    private static Watch watch(String name) {
        return new ConfiguredWatch(
                        Map.of("service.pid", "dev.nacre.watch~" + name, "paths", "/" + name))
                .watch();
    }

    private PolicyChange next() throws InterruptedException {
        PolicyChange change = told.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        return change;
    }

    @Test
    void each_policy_is_told_with_what_protects_less_and_who_did_it() throws Exception {
        settled = true;
        news.inForce(1, List.of(watch("home"), watch("srv")));
        news.inForce(2, List.of());
        assertThat(next()).isEqualTo(new PolicyChange(Instant.EPOCH, 1, List.of()));
        PolicyChange gone = next();
        assertThat(gone.generation()).isEqualTo(2);
        assertThat(gone.weaker()).extracting(w -> w.before()).containsExactly("/home", "/srv");
        assertThat(gone.weaker())
                .extracting(w -> w.origin())
                .containsExactly(Optional.of(ANN), Optional.empty());
    }

    @Test
    void a_scanner_that_is_told_of_later_is_put_down_to_whom_it_went_by() throws Exception {
        settled = true;
        Map<String, Object> scanner =
                Map.of("service.id", 7L, "service.pid", "dev.nacre.scanner.test");
        lanes.put(scanner, lane());
        news.inForce(1, List.of(watch("srv")));
        doer = Optional.of(ANN);
        news.leaves(scanner);
        doer = Optional.empty();
        lanes.remove(scanner);
        news.inForce(2, List.of(watch("srv")));
        assertThat(next().weaker()).isEmpty();
        assertThat(next().weaker())
                .extracting(w -> w.pid() + " " + w.what(), w -> w.origin())
                .containsExactly(tuple("dev.nacre.scanner.test scanner", Optional.of(ANN)));

        news.comes(scanner);
        lanes.put(scanner, lane());
        news.inForce(3, List.of(watch("srv")));
        lanes.remove(scanner);
        news.inForce(4, List.of(watch("srv")));
        assertThat(next().weaker()).isEmpty();
        assertThat(next().weaker()).extracting(w -> w.origin()).containsExactly(Optional.empty());
    }

    @Test
    void what_goes_as_the_host_ends_is_nobodys_will() throws Exception {
        news.inForce(1, List.of(watch("home")));
        news.inForce(2, List.of());
        assertThat(next().weaker()).isEmpty();
        assertThat(next().weaker()).isEmpty();
    }
}
