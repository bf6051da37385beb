/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

/** Ends the pause of a thread that waits for changes. Any thread rings it; one pauses. */
final class Bell {
    private boolean rung;

    /** Something has changed. */
    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Waits until it is rung, or was since the last pause; at most so many milliseconds. */
    synchronized void pause(long millis) throws InterruptedException {
        if (!rung) {
            wait(millis);
        }
        rung = false;
    }
}
