/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Says to the openers of {@code swaps.c} what holds; they map the same file. */
final class Board {
    private static final VarHandle NUMBERS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int CHANGING = 0;
    private static final int SPARES = 1;
    private static final int REFUSES = 2;
    private static final int STATES = 4;

    private final ByteBuffer bytes;
    private final Path file;
    private long changes;

    Board(Path file) throws IOException {
        this.file = file;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES);
        }
    }

    Path file() {
        return file;
    }

    /** From now on nobody knows. */
    void changing() {
        note(CHANGING);
    }

    /** From now on infected files are refused, or may be opened. */
    void holds(boolean refuses) {
        note(refuses ? REFUSES : SPARES);
    }

    private void note(int state) {
        NUMBERS.setVolatile(bytes, 0, ++changes * STATES + state);
    }

    void over() {
        NUMBERS.setVolatile(bytes, Long.BYTES, 1L);
    }
}
