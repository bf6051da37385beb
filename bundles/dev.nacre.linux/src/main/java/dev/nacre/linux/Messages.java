/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import dev.nacre.linux.libc.LibC;
import java.nio.ByteBuffer;

/**
 * Messages of one length that are written together (writev(2)). Where the file behind the
 * descriptor is no stream, each arrives as one of its own. For one thread at a time.
 */
public final class Messages {
    private final int size;
    private final NativeBuffer messages;

    /**
     * Of {@code struct iovec}: where each message begins, and its length, both as wide as a
     * pointer.
     */
    private final NativeBuffer vectors;

    /**
     * @param most how many, up to IOV_MAX of limits.h, 1024
     * @param size bytes of each
     */
    public Messages(int most, int size) {
        this.size = size;
        this.messages = new NativeBuffer(most * size);
        this.vectors = new NativeBuffer(most * 2 * Native.POINTER_SIZE);
        for (int i = 0; i < most; i++) {
            put(2 * i, messages.address() + (long) i * size);
            put(2 * i + 1, size);
        }
    }

    private void put(int word, long value) {
        if (Native.POINTER_SIZE == Long.BYTES) {
            vectors.bytes().putLong(word * Long.BYTES, value);
        } else {
            vectors.bytes().putInt(word * Integer.BYTES, (int) value);
        }
    }

    /** All of them, one behind the other, in the machine's byte order. */
    public ByteBuffer bytes() {
        return messages.bytes();
    }

    /**
     * Writes those from {@code from} on up to {@code end}, in order, until one is refused.
     *
     * @return how many were written; 0 where the first was refused (errno is set)
     */
    public int write(int descriptor, int from, int end) {
        long address = vectors.address() + 2L * from * Native.POINTER_SIZE;
        return (int) Math.max(0, LibC.writev(descriptor, address, end - from)) / size;
    }
}
