/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** A file, one process that changes it, and others that look at it. */
final class Scene implements AutoCloseable {
    /** The number of EPERM, errno(3). */
    static final String REFUSED = "1";

    /** A verdict is kept at once, but for events of the past that are still on their way. */
    private static final int TRIES = 50;

    private final World world;
    private final Actor writer;
    private final Actor reader;
    private final Actor other;

    Scene(World world, Actor writer) throws IOException {
        this.world = world;
        this.writer = writer;
        this.reader = world.actor();
        this.other = world.actor();
    }

    Scene(World world) throws IOException {
        this(world, world.actor());
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

    World world() {
        return world;
    }

    /** A clean file of which the host knows: to open it costs no scan. */
    Path knownCleanFile(Medium medium) throws IOException, InterruptedException {
        Path file = cleanFile(medium);
        isKnown(file);
        return file;
    }

    /** A clean file that nobody has opened so far. */
    Path cleanFile(Medium medium) throws InterruptedException {
        Path file = world.name(medium);
        writer.does("load", world.clean());
        writer.does("create", file);
        writer.does("load", world.infected());
        return file;
    }

    /** Opens a file until that makes no scan. */
    void isKnown(Path file) throws IOException, InterruptedException {
        assertThat(reader.does("look", file)).isEqualTo("c");
        for (int i = 0; i < TRIES; i++) {
            long before = world.host().scans();
            assertThat(other.does("look", file)).isEqualTo("c");
            if (world.host().scans() == before) {
                return;
            }
        }
        throw new AssertionError(file + " is scanned at each open: its verdict is not kept");
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
        writer.close();
        reader.close();
        other.close();
    }
}
