/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what another thread or process brings about. */
public final class Await {
    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** Waits until the condition holds. */
    public static void until(String what, Duration limit, Callable<Boolean> condition)
            throws Exception {
        value(what, limit, condition, held -> held);
    }

    /** Asks until the answer is the one wanted, and returns it. */
    public static <T> T value(
            String what, Duration limit, Callable<T> question, Predicate<T> wanted)
            throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        T answer = question.call();
        while (!wanted.test(answer)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not within " + limit.toMillis() + " ms: " + what + "; last: " + answer);
            }
            Thread.sleep(PAUSE_MILLIS);
            answer = question.call();
        }
        return answer;
    }
}
