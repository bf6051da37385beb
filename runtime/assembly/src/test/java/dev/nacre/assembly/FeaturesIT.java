/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class FeaturesIT {
    private static final List<String> FURTHER =
            List.of(
                    "shell",
                    "console",
                    "desktop",
                    "exec",
                    "mail",
                    "mqtt",
                    "optional/kafka",
                    "syslog",
                    "webhook");

    @Test
    void the_repository_holds_the_bundles_of_the_features_and_what_others_need() throws Exception {
        Set<Path> named = new TreeSet<>();
        for (String feature : Distribution.FEATURES) {
            named.addAll(Distribution.bundlesOf(feature));
        }

        named.addAll(Distribution.forOthers());

        assertThat(Distribution.repository()).isEqualTo(named);
    }

    @Test
    void karaf_gets_all_but_the_console_and_what_it_has_by_itself() throws Exception {
        Set<Path> expected = Distribution.bundlesOf("core");
        for (String feature : FURTHER) {
            if (!feature.equals("console")) {
                expected.addAll(Distribution.bundlesOf(feature));
            }
        }
        expected.removeIf(
                bundle ->
                        bundle.startsWith("org") && !bundle.startsWith("org/eclipse/angus")
                                || bundle.startsWith("dev/nacre/dev.nacre.config")
                                || bundle.startsWith("dev/nacre/dev.nacre.log")
                                || bundle.startsWith("dev/nacre/dev.nacre.plugins")
                                || bundle.startsWith("dev/nacre/dev.nacre.systemd"));

        assertThat(Distribution.bundlesForKaraf()).isEqualTo(expected);
    }

    @Test
    void the_core_has_the_bundles_it_was_proven_to_need_and_no_other() throws Exception {
        assertThat(Distribution.symbolicNamesOf("core"))
                .as("src/main/feature/feature.json and what core.bndrun resolves to")
                .isEqualTo(Distribution.resolvedFor("core"));
    }

    @ParameterizedTest
    @FieldSource("FURTHER")
    void a_further_feature_has_what_it_was_proven_to_need_beyond_the_core(String feature)
            throws Exception {
        Set<String> needed = Distribution.resolvedFor(feature);
        needed.removeAll(Distribution.symbolicNamesOf("core"));

        assertThat(Distribution.symbolicNamesOf(feature))
                .as("src/main/feature/feature.json and what %s.bndrun resolves to", feature)
                .isEqualTo(needed);
    }
}
