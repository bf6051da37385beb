/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyNewsTest {
    private static final Origin ANN = new Origin(Origin.Means.CONTROL, "ann", "pid 12");

    private final BlockingQueue<PolicyChange> told = new LinkedBlockingQueue<>();
    private final Notifications notifications = new Notifications();
    private boolean settled;
    private final PolicyNews news =
            new PolicyNews(
                    new Services<>(),
                    new Services<>(),
                    notifications,
                    PolicyNewsTest::origins,
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

    private static Origins origins() {
        return new Origins() {
            @Override
            public Optional<Origin> of(String pid) {
                return pid.equals("dev.nacre.watch~home") ? Optional.of(ANN) : Optional.empty();
            }

            @Override
            public Claim claim(Origin origin) {
                throw new AssertionError("The engine changes nothing");
            }
        };
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
    void what_goes_as_the_host_ends_is_nobodys_will() throws Exception {
        news.inForce(1, List.of(watch("home")));
        news.inForce(2, List.of());
        assertThat(next().weaker()).isEmpty();
        assertThat(next().weaker()).isEmpty();
    }
}
