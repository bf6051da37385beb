/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Some write one file, clean and infected in turn, and as many read it. */
final class Struggle {
    /** An actor's step that has begun. */
    private record Step(Actor actor, CompletableFuture<String> answer) {}

    /**
     * What came of it.
     *
     * @param judged looks while the file was infected and nobody wrote it
     * @param passed those of them that saw its content
     * @param kept looks at a clean file that were refused
     * @param longest how long an open took at most, in milliseconds
     */
    record Result(long changes, long judged, long passed, long kept, long longest) {}

    private final Duration length;
    private final List<Step> writers = new ArrayList<>();
    private final List<Step> readers = new ArrayList<>();

    private Struggle(Duration length) {
        this.length = length;
    }

    /**
     * Begins one.
     *
     * @param each how many write, and how many read
     * @param actors where those who do so are put, for the caller to end
     */
    static Struggle begin(World world, Path file, int each, Duration length, List<Actor> actors)
            throws IOException, InterruptedException {
        Struggle struggle = new Struggle(length);
        Path board = world.outsideName();
        Files.write(board, new byte[Long.BYTES]);
        Files.setPosixFilePermissions(board, PosixFilePermissions.fromString("rw-rw-rw-"));
        for (int i = 0; i < each; i++) {
            Actor writer = world.actor(false);
            Actor reader = world.actor(false);
            actors.add(writer);
            actors.add(reader);
            if (i == 0) {
                writer.does("load", world.clean());
                writer.does("create", file);
            }
            Path aside = world.aside(file);
            struggle.writers.add(begin(writer, "writer", file, aside, board, length.toMillis()));
            struggle.readers.add(begin(reader, "reader", file, board, length.toMillis()));
        }
        return struggle;
    }

    private static Step begin(Actor actor, Object... words) {
        return new Step(actor, actor.begin(words));
    }

    /** Waits for its end. */
    Result end() throws InterruptedException {
        long changes = 0;
        long judged = 0;
        long passed = 0;
        long kept = 0;
        long longest = 0;
        for (Step step : writers) {
            Counts counts = step.actor().counts(step.answer(), length);
            changes += counts.get("changes");
            longest = Math.max(longest, counts.get("longest"));
        }
        for (Step step : readers) {
            Counts counts = step.actor().counts(step.answer(), length);
            judged += counts.get("judged");
            passed += counts.get("passed");
            kept += counts.get("kept");
            longest = Math.max(longest, counts.get("longest"));
        }
        return new Result(changes, judged, passed, kept, longest);
    }
}
