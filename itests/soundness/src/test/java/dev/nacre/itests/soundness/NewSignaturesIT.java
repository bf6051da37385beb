/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are known to be clean are infected by what the scanner has learnt since. */
@ExtendWith(Worlds.Extension.class)
final class NewSignaturesIT {
    @ParameterizedTest
    @EnumSource
    void no_file_is_clean_by_signatures_of_the_past(Guard guard, Worlds worlds) throws Exception {
        World world = worlds.of(guard);
        Path content = world.outsideName();
        Files.writeString(content, "clean so far: " + content.getFileName());
        List<Scene> scenes = new ArrayList<>();
        Map<Path, Scene> files = new LinkedHashMap<>();
        try {
            for (Place place : Place.under(guard).toList()) {
                Scene scene = new Scene(world, place);
                scenes.add(scene);
                files.put(scene.knownFile(content), scene);
            }
            world.makeInfected(content);
            for (Map.Entry<Path, Scene> file : files.entrySet()) {
                file.getValue().isRefused(file.getKey());
            }
        } finally {
            scenes.forEach(Scene::close);
        }
    }
}
