/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Await;
import org.junit.jupiter.api.Test;

/** Who ends a host that is well reads nothing that alarms. */
class OrderlyEndTest extends DistributionTest {
    private static final int TIMES = 3;

    /**
     * Of Felix Event Admin, where a bundle's end is being told of while it ends itself: its threads
     * are interrupted. Nobody listens any more; it can be silenced only with its other warnings.
     */
    private static final String FELIX =
            "WARNING: EventAdmin: Event Task Processing Interrupted. Events may not be received in"
                    + " proper order.";

    @Test
    void at_SIGTERM_a_healthy_host_says_no_more_than_that_it_ends() throws Exception {
        watch("scanOn = \"open-exec\"");
        for (int i = 0; i < TIMES; i++) {
            host.start();
            Await.until("it is healthy", SOON, this::isHealthy);
            int before = host.said().length();
            assertThat(host.terminate()).isZero();
            assertThat(host.said().substring(before).replace(FELIX, ""))
                    .contains("Event source fanotify has ended")
                    .doesNotContain("WARN", "ERROR", "gone", "health: ");
        }
    }

    private boolean isHealthy() throws Exception {
        return host.json("status").getAsJsonObject().get("health").getAsString().equals("healthy");
    }
}
