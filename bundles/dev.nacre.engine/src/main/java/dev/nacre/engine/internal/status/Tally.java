/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.status;

import dev.nacre.api.scan.UnscannedReason;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is done. Any thread, reader threads too. */
public final class Tally {
    public final LongAdder events = new LongAdder();
    public final LongAdder permissionEvents = new LongAdder();
    public final LongAdder scans = new LongAdder();
    public final LongAdder cacheHits = new LongAdder();
    public final LongAdder coalesced = new LongAdder();
    public final LongAdder infected = new LongAdder();
    public final LongAdder denied = new LongAdder();

    private final LongAdder[] exempt = adders(Exemption.values().length);
    private final LongAdder[] unscanned = adders(UnscannedReason.values().length);

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    public void exempt(Exemption reason) {
        exempt[reason.ordinal()].increment();
    }

    public void unscanned(UnscannedReason reason) {
        unscanned[reason.ordinal()].increment();
    }

    /** Those above zero, by name. */
    public Map<String, Long> exempt() {
        Map<String, Long> counts = new TreeMap<>();
        for (Exemption reason : Exemption.values()) {
            put(counts, reason.text(), exempt[reason.ordinal()]);
        }
        return counts;
    }

    /** Those above zero, by name. */
    public Map<String, Long> unscanned() {
        Map<String, Long> counts = new TreeMap<>();
        for (UnscannedReason reason : UnscannedReason.values()) {
            put(counts, reason.text(), unscanned[reason.ordinal()]);
        }
        return counts;
    }

    private static void put(Map<String, Long> counts, String name, LongAdder adder) {
        long count = adder.sum();
        if (count > 0) {
            counts.put(name, count);
        }
    }
}
