/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What arrives, on ext4: there what was created is looked at when it is closed. */
class ArrivalsOnDiskTest extends ArrivalsTest {
    @Override
    void becomeFileSystem() throws Exception {
        sandbox.becomeExt4();
    }

    @Test
    @Override
    void what_is_written_for_long_is_looked_at_when_it_is_finished() throws Exception {
        start();
        Process writer = sandbox.startShell("exec > $1/in/b; echo pea; read x; echo rl");
        Sandbox.await("it is looked at while it is written", () -> sink.asked().size() >= 2);
        assertThat(sink.writes()).isEmpty();
        writer.getOutputStream().close();
        assertThat(Sandbox.end(writer).exit()).isZero();
        Sandbox.await("it is looked at", () -> !sink.writes().isEmpty());
        assertThat(sink.writes()).containsExactly(arrived("in/b", "pea\nrl\n"));
        awaitLast();
        assertThat(sink.files()).containsExactly(arrived("in/last", "last\n"));
    }

    @Test
    @Override
    void what_was_created_is_told_with_its_own_place_and_who_made_it() throws Exception {
        start();
        Process maker = sandbox.startShell("echo pearl > $1/in/b; read x");
        Sandbox.await("it is looked at", () -> !sink.writes().isEmpty());
        maker.getOutputStream().close();
        assertThat(sink.writes()).containsExactly(arrived("in/b", "pearl\n"));
        assertThat(sink.commands()).containsExactly("sh");
    }
}
