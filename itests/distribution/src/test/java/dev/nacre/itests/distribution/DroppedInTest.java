/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** A plugin is copied into {@code plugins/} of a host that guards, and is seen at work. */
abstract class DroppedInTest extends DistributionTest {
    private Path plugins;

    @BeforeEach
    void copy_the_distribution() throws Exception {
        Path home = place.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        plugins = home.resolve("plugins");
        host.close();
        host = Host.in(place.resolve("other"), home).useClamd(sharedSocket());
    }

    /** Copies it there as an administrator does. */
    Path drop(Path jar) throws Exception {
        Path half = Files.copy(jar, place.resolve(jar.getFileName()));
        return Files.move(half, plugins.resolve(jar.getFileName()));
    }

    /** A file that clamd knows. */
    Path eicar(String name) throws Exception {
        return Files.write(folder.resolve(name), Malware.eicar());
    }

    void untilRefused(Path file) throws Exception {
        until(file + " is refused", SOON, () -> Outside.read(file).refused());
    }

    void untilLetPass(Path file) throws Exception {
        until(file + " is let pass", SOON, () -> Outside.read(file).succeeded());
    }
}
