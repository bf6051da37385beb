/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import dev.nacre.api.guard.Guard;
import dev.nacre.api.health.Finding;
import dev.nacre.itests.support.Await;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What is not as it should be, as people are told of it. */
final class Findings {
    private Findings() {}

    static void await(Guard guard, Duration limit, String... parts) throws Exception {
        Await.value(
                "a finding with " + Arrays.toString(parts),
                limit,
                () -> guard.status().findings(),
                findings -> findings.stream().anyMatch(finding -> says(finding, parts)));
    }

    static void awaitNone(Guard guard, Duration limit, String... parts) throws Exception {
        Await.value(
                "no finding with " + Arrays.toString(parts),
                limit,
                () -> guard.status().findings(),
                findings -> findings.stream().noneMatch(finding -> says(finding, parts)));
    }

    private static boolean says(Finding finding, String... parts) {
        String text = finding.subject() + ": " + finding.message();
        return List.of(parts).stream().allMatch(text::contains);
    }
}
