/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.config;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.config.Configurator;
import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.guard.Guard;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Human;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Makes a change, and says what is in force then. */
record Change(Host host, String pid, boolean json) {
    private static final int REFUSED = 1;

    /** Marks are set in milliseconds; the start waits for a scanner first. */
    private static final Duration MARKING = Duration.ofSeconds(20);

    /** What is asked of the configurator; gives the file. */
    interface Wish {
        Path fulfil(Configurator configurator) throws IOException, InterruptedException;
    }

    /**
     * Makes it.
     *
     * @param done what it is then
     * @return the exit code
     */
    int make(Wish wish, String done, Terminal terminal)
            throws Unavailable, IOException, InterruptedException {
        Path file;
        try {
            file = wish.fulfil(host.configurator());
        } catch (InvalidConfiguration e) {
            terminal.err().println(e.getMessage() + ". Nothing was changed.");
            return REFUSED;
        }
        Guard guard = host.guard();
        long generation = guard.status().generation();
        if (!guard.await(generation, MARKING)) {
            throw new IOException(
                    file
                            + " is kept and the policy in force, but the kernel is still being told"
                            + " what to guard; see nacre status");
        }
        if (json) {
            JsonWriter writer = Json.begin(terminal.out());
            writer.beginObject();
            writer.name("pid").value(pid);
            writer.name("file").value(file.toString());
            writer.name("generation").value(generation);
            writer.endObject();
            Json.end(writer, terminal.out());
        } else {
            terminal.out()
                    .println(
                            file
                                    + " is "
                                    + done
                                    + "; generation "
                                    + Human.number(generation)
                                    + " of the policy");
        }
        return 0;
    }
}
