/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LateEventTest {
    private static final FileIdentity THEN = new FileIdentity(1, 2, 3, 4, 5);
    private static final FileIdentity NOW = new FileIdentity(1, 2, 4, 6, 6);

    private record Event(OpenFile file, FileIdentity identity, AccessKind kind, Location location)
            implements LateEvent {
        @Override
        public void close() {}
    }

    private static Event of(OpenFile file) {
        BytePath path = BytePath.of("/srv/a");
        return new Event(file, THEN, AccessKind.MODIFY, new Location(path, path, true));
    }

    @Test
    void it_reads_its_own_file_and_nobody_waits_for_it() throws Exception {
        LateEvent event =
                of(
                        new OpenFile() {
                            @Override
                            public int descriptor() {
                                return 7;
                            }

                            @Override
                            public FileIdentity identify() {
                                return NOW;
                            }

                            @Override
                            public ChangeTrace trace() {
                                return ChangeTrace.TIMES;
                            }

                            @Override
                            public boolean finelyTimed() {
                                return true;
                            }

                            @Override
                            public int read(ByteBuffer target, long position) {
                                return (int) position;
                            }

                            @Override
                            public void close() {}
                        });
        assertThat(event.readable()).isTrue();
        assertThat(event.descriptor()).isEqualTo(7);
        assertThat(event.size()).as("as it was reported").isEqualTo(3);
        assertThat(event.identify()).isEqualTo(NOW);
        assertThat(event.trace()).isEqualTo(ChangeTrace.TIMES);
        assertThat(event.finelyTimed()).isTrue();
        assertThat(event.read(ByteBuffer.allocate(1), 9)).isEqualTo(9);
        assertThat(event.permission()).isFalse();
        assertThat(event.answer(true)).isFalse();
        assertThat(event.pid()).isZero();
        assertThat(event.process()).isEmpty();
    }

    @Test
    void one_that_may_not_be_read_says_so() {
        LateEvent event = of(null);
        assertThat(event.readable()).isFalse();
        assertThat(event.descriptor()).isEqualTo(-1);
        assertThat(event.trace()).isEqualTo(ChangeTrace.NONE);
        assertThat(event.finelyTimed()).isFalse();
        assertThatThrownBy(() -> event.read(ByteBuffer.allocate(1), 0))
                .isInstanceOf(IOException.class)
                .hasMessage("/srv/a may not be read by this process");
        assertThatThrownBy(event::identify).isInstanceOf(IOException.class);
    }
}
