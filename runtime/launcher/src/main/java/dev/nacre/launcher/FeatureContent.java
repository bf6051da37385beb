/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.util.List;
import java.util.Map;

/**
 * What the launcher takes from one feature file.
 *
 * @param name the file's name without its suffix
 * @param bundles in the file's order; each file exists
 * @param frameworkProperties what the framework is to be started with
 */
record FeatureContent(
        String name, List<BundleFile> bundles, Map<String, String> frameworkProperties) {
    FeatureContent {
        bundles = List.copyOf(bundles);
        frameworkProperties = Map.copyOf(frameworkProperties);
    }
}
