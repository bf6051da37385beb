/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Clamd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The real clamonacc, which comes with clamd, as it guards a mount. */
final class Clamonacc implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;

    private Clamonacc(Process process) {
        this.process = process;
    }

    /**
     * Waits until it guards.
     *
     * @param folder for its configuration and what it says
     * @param socket clamd's
     */
    static Clamonacc onMount(Path mount, Path folder, Path socket) throws Exception {
        Path configuration =
                Files.write(
                        folder.resolve("clamonacc.conf"),
                        List.of(
                                "LocalSocket " + socket,
                                "OnAccessMountPath " + mount,
                                "OnAccessPrevention yes",
                                // It does not start without.
                                "OnAccessExcludeRootUID yes"));
        Process process =
                new ProcessBuilder(
                                Clamd.program()
                                        .orElseThrow()
                                        .resolveSibling("clamonacc")
                                        .toString(),
                                "--foreground",
                                "--fdpass",
                                "--config-file=" + configuration)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("clamonacc.log").toFile())
                        .start();
        Clamonacc clamonacc = new Clamonacc(process);
        try {
            Await.until("clamonacc guards " + mount, START_LIMIT, clamonacc::hasMark);
        } catch (AssertionError e) {
            clamonacc.close();
            throw e;
        }
        return clamonacc;
    }

    /** A line of proc_pid_fdinfo(5). */
    private boolean hasMark() throws IOException {
        return Marks.of(process.pid()) > 0;
    }

    /** It knows no other end than SIGKILL: its own service ends it so. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
