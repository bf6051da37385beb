/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap, with its address for C and its buffer for Java. Freed with the object.
 * For one thread at a time.
 */
public final class NativeBuffer {
    private final ByteBuffer bytes;
    private final long address;

    /**
     * @param size bytes
     */
    public NativeBuffer(int size) {
        this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        this.address = addressOf(bytes);
    }

    /** The address of a direct buffer's first byte; the caller keeps the buffer reachable. */
    static long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    /** The memory in the machine's byte order; position and limit are the caller's to set. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The address of the first byte. */
    public long address() {
        return address;
    }

    /** Bytes. */
    public int size() {
        return bytes.capacity();
    }

    /** A copy of the first {@code length} bytes. */
    public byte[] copy(int length) {
        byte[] copy = new byte[length];
        bytes.get(0, copy);
        return copy;
    }
}
