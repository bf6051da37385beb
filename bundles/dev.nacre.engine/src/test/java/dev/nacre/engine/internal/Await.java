/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about; the test's time limit ends it. */
public final class Await {
    private static final long PAUSE_MILLIS = 5;

    private Await() {}

    public static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
