/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

/** A watched path that is not as expected is warned of; everything else is guarded meanwhile. */
public class WatchedPathsTest extends NacreTest {
    private void watchBoth(Path odd) throws Exception {
        Path good = Files.createDirectory(folder.resolve("good"));
        String[] paths = {good.toString(), odd.toString()};
        configurations.set(
                "dev.nacre.watch~" + watch,
                Map.of("paths", paths, "scanOn", "open-exec", "cache", "none"));
        awaitGuarded(watch, good);
        Path eicar = Files.write(good.resolve("eicar.com"), Malware.eicar());
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    public void one_that_is_missing_is_guarded_when_it_appears() throws Exception {
        Path later = folder.resolve("later");
        watchBoth(later);
        awaitFinding("watch " + watch, later.toString());
        Files.createDirectory(later);
        awaitGuarded(watch, later);
        Findings.awaitNone(guard, SOON, "watch " + watch, later.toString());
        Path eicar = Files.write(later.resolve("eicar.com"), Malware.eicar());
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    public void one_that_is_a_file_is_warned_of_by_name() throws Exception {
        Path file = place("file", new byte[] {1});
        watchBoth(file);
        awaitFinding("watch " + watch, file.toString());
    }

    @Test
    public void one_that_is_a_symbolic_link_to_nowhere_is_warned_of_by_name() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        watchBoth(link);
        awaitFinding("watch " + watch, link.toString());
    }

    @Test
    public void what_is_mounted_later_below_a_watched_folder_is_guarded() throws Exception {
        watch(Map.of());
        try (OwnFileSystem below = OwnFileSystem.mount(folder.resolve("below"), "1m")) {
            Path eicar = Files.write(below.root().resolve("eicar.com"), Malware.eicar());
            until("it is guarded", SOON, () -> Outside.read(eicar).refused());
        }
    }
}
