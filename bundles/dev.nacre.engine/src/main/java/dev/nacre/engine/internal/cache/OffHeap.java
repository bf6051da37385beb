/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives memory outside the heap until there is none; then it says so once, and gives no more. */
final class OffHeap {
    private static final Logger LOG = LoggerFactory.getLogger(OffHeap.class);

    private final IntFunction<ByteBuffer> allocator;
    private volatile boolean exhausted;

    /**
     * @param allocator of so many bytes, all zero; throws OutOfMemoryError where there are none
     */
    OffHeap(IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
    }

    /** Memory for so many longs, all zero; empty where there is no more. */
    Optional<LongBuffer> take(int longs) {
        if (exhausted) {
            return Optional.empty();
        }
        try {
            ByteBuffer memory = allocator.apply(longs * Long.BYTES);
            return Optional.of(memory.order(ByteOrder.nativeOrder()).asLongBuffer());
        } catch (OutOfMemoryError e) {
            exhausted = true;
            LOG.warn(
                    "No more memory for clean verdicts: {}. Files seen long ago are scanned again."
                            + " Give the host more by -XX:MaxDirectMemorySize in NACRE_JAVA_OPTS",
                    e.getMessage());
            return Optional.empty();
        }
    }
}
