/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the launcher would start, by its own code: which bundles on which level, in a framework with
 * which settings.
 *
 * @param bundles in the order in which they are installed
 * @param settings of the framework
 */
public record LaunchPlan(List<Start> bundles, Map<String, String> settings) {
    /**
     * A bundle.
     *
     * @param jar where it lies
     * @param level the start level
     */
    public record Start(Path jar, int level) {}

    /** Reads the features of the distribution at {@code home}. */
    public static LaunchPlan of(Path home, Path etc, Path var) throws Refusal {
        Layout layout =
                Layout.of(
                        home,
                        new Arguments(Optional.of(etc), Optional.of(var), Set.of(), Set.of()));
        List<FeatureContent> features =
                new FeatureReader(new Repository(layout.repository()))
                        .readAll(layout.features(), Set.of(), Set.of());
        layout.prepare();
        List<Start> bundles = new ArrayList<>();
        for (FeatureContent feature : features) {
            for (BundleFile bundle : feature.bundles()) {
                bundles.add(new Start(bundle.jar(), bundle.startLevel()));
            }
        }
        return new LaunchPlan(
                bundles.stream().distinct().toList(),
                FrameworkSettings.of(layout, features, Set.of()));
    }
}
