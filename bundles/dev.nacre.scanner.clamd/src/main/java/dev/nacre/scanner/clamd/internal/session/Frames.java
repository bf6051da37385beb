/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import dev.nacre.scanner.clamd.spi.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Cuts what clamd sends into replies, each ended by a zero byte (clamd(8), COMMANDS). */
final class Frames {
    /** No reply is that long, STATS of a full queue included; what is longer is no clamd's. */
    private static final int LONGEST = 1 << 18;

    private final Channel channel;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private int position;
    private int end;

    Frames(Channel channel) {
        this.channel = channel;
    }

    /**
     * Waits for more, as long as the channel does. Called when {@link #next} has given all there
     * is.
     *
     * @return false where clamd has closed the connection
     */
    boolean read() throws IOException {
        int read = channel.read(buffer);
        position = 0;
        end = Math.max(0, read);
        return read >= 0;
    }

    /** The next whole reply of what was read; null where there is none. */
    String next() throws IOException {
        for (int i = position; i < end; i++) {
            if (buffer[i] == 0) {
                partial.write(buffer, position, i - position);
                position = i + 1;
                return take();
            }
        }
        partial.write(buffer, position, end - position);
        position = end;
        if (partial.size() > LONGEST) {
            throw new IOException(
                    "it sent a reply without end: " + Replies.shown(take().substring(0, 200)));
        }
        return null;
    }

    /** What came after the last reply without being ended; taken out. */
    String take() {
        String text = partial.toString(StandardCharsets.UTF_8);
        partial.reset();
        return text;
    }
}
