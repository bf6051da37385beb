/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.nio.file.Path;
import org.osgi.service.feature.ID;

/**
 * Bundles in the layout of a Maven repository.
 *
 * @param root absolute
 */
record Repository(Path root) {
    Path fileOf(ID id) {
        String suffix =
                id.getClassifier().map(classifier -> "-" + classifier).orElse("")
                        + "."
                        + id.getType().orElse("jar");
        return root.resolve(id.getGroupId().replace('.', '/'))
                .resolve(id.getArtifactId())
                .resolve(id.getVersion())
                .resolve(id.getArtifactId() + "-" + id.getVersion() + suffix);
    }
}
