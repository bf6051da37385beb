/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps what a sink threw at a reader until a thread that may log takes it. The first is kept: what
 * follows is mostly its echo, and each is counted by the sink.
 */
final class Faults {
    private final AtomicReference<Throwable> first = new AtomicReference<>();

    void keep(Throwable fault) {
        first.compareAndSet(null, fault);
    }

    /** The fault, which is forgotten here; {@code null} where there was none. */
    Throwable take() {
        return first.getAndSet(null);
    }
}
