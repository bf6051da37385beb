/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.nacre.api.config.Origin;
import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A terminal that keeps what is written to it, and verbs to write there. */
final class Screen {
    static final Origin CALLER = new Origin(Origin.Means.CONTROL, "me", "pid 12");

    final FakeHost host = new FakeHost();
    private final VerbTable verbs = new VerbTable(host);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean colour;
    private boolean progress;

    Screen onTerminal() {
        colour = true;
        progress = true;
        return this;
    }

    int run(String... words) throws InterruptedException {
        return run(Arrays.stream(words).map(BytePath::parse).toList());
    }

    int run(List<BytePath> arguments) throws InterruptedException {
        return verbs.run(
                arguments,
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        colour,
                        progress,
                        Terminal.USUAL_WIDTH,
                        BytePath.of("/home/me"),
                        CALLER));
    }

    VerbTable verbs() {
        return verbs;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonElement json() {
        return JsonParser.parseString(out());
    }
}
