/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A file, one process that makes it, one that changes it, and others that look at it. */
final class Scene implements AutoCloseable {
    /** The number of EPERM, errno(3). */
    static final String REFUSED = "1";

    /** A verdict is kept at once, but for events of the past that are still on their way. */
    private static final int OPENS = 100;

    /**
     * The host looks by itself at all that was made, some seconds later, and that may take scans.
     * After a test that makes thousands of files a busy machine needs a while for it.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final World world;
    private final Place place;
    private final Actor owner;
    private final Actor writer;
    private final Actor reader;
    private final Actor other;

    /** With a writer of the place's, which this scene ends. */
    Scene(World world, Place place, Actor writer) throws IOException {
        this.world = world;
        this.place = place;
        this.owner = world.actor(place.hands().ownedByRoot());
        this.writer = writer;
        this.reader = world.actor(false);
        this.other = world.actor(true);
    }

    Scene(World world, Place place) throws IOException {
        this(world, place, world.actor(place.hands().changedByRoot()));
    }

    Actor owner() {
        return owner;
    }

    Actor writer() {
        return writer;
    }

    Actor reader() {
        return reader;
    }

    Actor other() {
        return other;
    }

    /** A new name, guarded. */
    Path name() {
        return world.name(place.medium());
    }

    /** A clean file that nobody has opened so far; what the writer writes is infected. */
    Path cleanFile() throws InterruptedException {
        writer.does("load", world.infected());
        Path file = name();
        owner.does("load", world.clean());
        owner.does("create", file);
        return file;
    }

    /** A clean file of which the host knows; what the writer writes is infected. */
    Path knownCleanFile() throws IOException, InterruptedException {
        writer.does("load", world.infected());
        return knownFile(world.clean());
    }

    /** A file with this content, which is clean, and of which the host knows. */
    Path knownFile(Path content) throws IOException, InterruptedException {
        owner.does("load", content);
        long end = end();
        do {
            // Another each time: some share with others what is noted of them, and are not left to
            // the kernel.
            Path file = name();
            owner.does("create", world.aside(file));
            if (becomesKnown(file)) {
                return file;
            }
        } while (end - System.nanoTime() > 0);
        throw notKept();
    }

    /** The host gets to know this file, or knows it still. */
    void isKnown(Path file) throws IOException, InterruptedException {
        long end = end();
        while (!becomesKnown(file)) {
            if (end - System.nanoTime() < 0) {
                throw notKept();
            }
        }
    }

    private static long end() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private AssertionError notKept() throws IOException {
        return new AssertionError(
                "verdicts are not kept: each open costs the host " + world.host().status());
    }

    /**
     * Opens a file until that costs the host nothing: no scan, and no event where the kernel is to
     * let it pass. Returns whether it came to that.
     */
    boolean becomesKnown(Path file) throws IOException, InterruptedException {
        isAllowed(file);
        for (int i = 0; i < OPENS; i++) {
            long before = place.guard().effort(world.host());
            assertThat(other.does("look", file)).isEqualTo("c");
            if (place.guard().effort(world.host()) == before) {
                return true;
            }
        }
        return false;
    }

    /** Nobody can open it, whoever comes first, and whoever comes later. */
    void isRefused(Path file) throws InterruptedException {
        assertThat(reader.await(reader.begin("look", file))).as("next open").isEqualTo(REFUSED);
        assertThat(other.await(other.begin("look", file))).as("one more").isEqualTo(REFUSED);
        assertThat(reader.await(reader.begin("look", file))).as("and again").isEqualTo(REFUSED);
    }

    /** It is no more than clean, and can be opened. */
    void isAllowed(Path file) throws InterruptedException {
        assertThat(reader.does("look", file)).isEqualTo("c");
    }

    @Override
    public void close() {
        owner.close();
        writer.close();
        reader.close();
        other.close();
    }
}
