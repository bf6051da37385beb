/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.Machine;
import dev.nacre.itests.support.OwnFileSystem;
import dev.nacre.itests.support.SharedClamd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a host to start, and a file system of its own for it to guard. */
abstract class DistributionTest {
    static final Duration SOON = Duration.ofSeconds(20);

    /** Free of symbolic links. */
    protected Path folder;

    protected Host host;
    private OwnFileSystem files;

    /** Where the test's host has its etc and var. */
    @TempDir protected Path place;

    @BeforeEach
    void mount_files_and_set_up_a_host() throws Exception {
        Optional<String> lack = Machine.lacksGuarding().or(Machine::lacksClamd);
        assumeTrue(lack.isEmpty(), lack.orElse(""));
        files = OwnFileSystem.mount(place.resolve("files"), "64m");
        folder = files.root();
        host = Host.in(place.resolve("host")).useClamd(SharedClamd.get().socket());
    }

    @AfterEach
    void end_the_host_and_unmount() throws Exception {
        if (host != null) {
            host.close();
        }
        if (files != null) {
            files.close();
        }
    }

    protected static Path sharedSocket() throws Exception {
        return SharedClamd.get().socket();
    }

    /** Guards the test's folder; lines of the watch's configuration but for its paths. */
    protected void watch(String... lines) throws Exception {
        String[] all = new String[lines.length + 1];
        all[0] = "paths = [\"" + folder + "\"]";
        System.arraycopy(lines, 0, all, 1, lines.length);
        host.configure("dev.nacre.watch-test", all);
    }
}
