/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down guessing: after three wrong passwords from one address, or for one user, each further
 * try has to wait, from 1 s doubling to 60 s. Nobody sleeps; a try that comes too early is refused
 * unseen and changes nothing.
 *
 * <p>A try counts as wrong from its beginning until it turns out right, so that many tries at once
 * gain nothing. What is remembered is bounded and forgotten after fifteen minutes. Any thread.
 */
final class Throttle {
    private static final int FREE_TRIES = 3;
    private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(60).toNanos();
    private static final long FORGET_AFTER = Duration.ofMinutes(15).toNanos();
    private static final int MAX_REMEMBERED = 1000;

    private record Failures(int count, long last) {
        long waitAt(long now) {
            if (count < FREE_TRIES) {
                return 0;
            }
            int doublings = Math.min(count - FREE_TRIES, 10);
            return Math.min(FIRST_WAIT << doublings, LONGEST_WAIT) - (now - last);
        }
    }

    private final LongSupplier nanoTime;

    /** In the order of the last try, so that the oldest go first. */
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    /**
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Asks to try a password, and counts the try as wrong for now.
     *
     * @return zero where it may be tried; otherwise how long to wait
     */
    synchronized Duration begin(String address, String user) {
        long now = nanoTime.getAsLong();
        forget(now);
        List<String> keys = keys(address, user);
        long wait = 0;
        for (String key : keys) {
            Failures known = failures.get(key);
            wait = Math.max(wait, known == null ? 0 : known.waitAt(now));
        }
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        for (String key : keys) {
            Failures known = failures.remove(key);
            failures.put(key, new Failures(known == null ? 1 : known.count() + 1, now));
        }
        return Duration.ZERO;
    }

    /** The password was wrong: the wait begins now, however long it took to see that. */
    synchronized void failed(String address, String user) {
        long now = nanoTime.getAsLong();
        for (String key : keys(address, user)) {
            failures.computeIfPresent(key, (same, known) -> new Failures(known.count(), now));
        }
    }

    /** The password was right: the address and the user start anew. */
    synchronized void succeeded(String address, String user) {
        failures.keySet().removeAll(keys(address, user));
    }

    /** Users that do not exist share one entry: their names are the guesser's choice. */
    private static List<String> keys(String address, String user) {
        return List.of("address " + address, user.equals(Users.ADMIN) ? "user" : "nobody");
    }

    private void forget(long now) {
        failures.values().removeIf(entry -> now - entry.last() > FORGET_AFTER);
        var oldest = failures.keySet().iterator();
        while (failures.size() > MAX_REMEMBERED && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }
}
