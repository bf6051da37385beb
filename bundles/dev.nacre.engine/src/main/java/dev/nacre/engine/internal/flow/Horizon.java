/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows until when each access that needed a scan has got it. Accesses are counted in pages: those
 * of a page came after all of the page before. A page whose accesses are settled, those that are to
 * be scanned later among them, is left behind, and time is safe until it ended.
 */
final class Horizon {
    /** The accesses of some time that are not settled yet. Any thread. */
    static final class Page {
        private final AtomicInteger open = new AtomicInteger();

        /** One more: an access of this page goes on as another. */
        Page retain() {
            open.incrementAndGet();
            return this;
        }

        /** One of them is settled. */
        void leave() {
            open.decrementAndGet();
        }

        private boolean isEmpty() {
            return open.get() == 0;
        }
    }

    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Page current = new Page();
    private Page before = new Page();
    private long turned;
    private long settled;

    /**
     * @param now milliseconds since 1970, as for all times here
     */
    Horizon(long now) {
        this.turned = now;
        this.settled = now;
    }

    /** Counts an access in; whoever settles it leaves the page. Called by reader threads. */
    Page enter() {
        while (true) {
            Page page = current.retain();
            // Else the page may have been found empty, and left behind, before this came.
            if (page == current) {
                return page;
            }
            page.leave();
        }
    }

    /** Something passed that nobody has in mind. Called by reader threads. */
    void lose() {
        lost.set(true);
    }

    /** Whether something was lost since this was asked last. */
    boolean takeLoss() {
        return lost.getAndSet(false);
    }

    /**
     * Until when all is settled; lags behind by as long as scans take and calls are apart. Goes
     * back where the clock was set back.
     */
    synchronized long advance(long now) {
        if (before.isEmpty()) {
            settled = turned;
            turned = now;
            before = current;
            current = new Page();
            if (before.isEmpty()) {
                settled = now;
            }
        }
        settled = Math.min(settled, now);
        return settled;
    }
}
