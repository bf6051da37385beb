/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import java.nio.file.Files;
import java.nio.file.Path;

/** Handles of files and the events that bring them, on ext4. */
class HandleEventOnDiskTest extends HandleEventTest {
    @Override
    void mount(Path point) throws Exception {
        Path image = Files.createTempFile("nacre-handles", ".image");
        try {
            run("truncate", "-s", "16M", image.toString());
            run("mkfs.ext4", "-q", image.toString());
            run("mount", "-o", "loop", image.toString(), point.toString());
        } finally {
            Files.delete(image);
        }
    }
}
