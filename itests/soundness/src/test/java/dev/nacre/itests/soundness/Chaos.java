/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import dev.nacre.itests.support.Clamd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What befalls a clamd, in an order and with pauses that are never the same. */
final class Chaos {
    private static final int LONGEST_PAUSE_MILLIS = 1500;

    /** As long as it takes until the host knows that it hangs, and some more. */
    private static final int LONG_MILLIS = 9000;

    private final Clamd clamd;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private interface Blow {
        void fall() throws Exception;
    }

    Chaos(Clamd clamd) {
        this.clamd = clamd;
    }

    /** All of it, each once or more; clamd is well before and after. Takes about twenty seconds. */
    void run() throws Exception {
        List<Blow> blows = new ArrayList<>();
        blows.add(() -> isGoneFor(0));
        blows.add(() -> isGoneFor(upTo(2 * LONGEST_PAUSE_MILLIS)));
        blows.add(() -> hangsFor(upTo(2 * LONGEST_PAUSE_MILLIS)));
        blows.add(() -> hangsFor(LONG_MILLIS));
        blows.add(this::diesWhileItHangs);
        blows.add(() -> clamd.ask("RELOAD"));
        Collections.shuffle(blows, random);
        for (Blow blow : blows) {
            pause(upTo(LONGEST_PAUSE_MILLIS));
            blow.fall();
        }
    }

    private void isGoneFor(int millis) throws Exception {
        clamd.kill();
        pause(millis);
        clamd.start();
    }

    private void hangsFor(int millis) throws Exception {
        clamd.stop();
        pause(millis);
        clamd.resume();
    }

    private void diesWhileItHangs() throws Exception {
        clamd.stop();
        pause(upTo(LONGEST_PAUSE_MILLIS));
        isGoneFor(0);
    }

    private int upTo(int millis) {
        return random.nextInt(millis);
    }

    private static void pause(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    @Override
    public String toString() {
        return "chaos by seed " + seed;
    }
}
