/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.file.FileIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was written while two sources report the same accesses, and which of them told first. Any
 * thread.
 */
final class Overlap {
    /** Beyond this many, a file may be scanned twice. */
    private static final int MOST = 10_000;

    private final Map<FileIdentity, SourceSink> first = new ConcurrentHashMap<>();

    /** Loads what it needs: a reader that loaded a class might wait for itself. */
    Overlap(SourceSink some) {
        FileIdentity nothing = new FileIdentity(0, 0, 0, 0, 0);
        hasFromOther(some, nothing);
        hasFromOther(some, nothing);
        first.clear();
    }

    /** Whether another has told of this file, as it is, before. */
    boolean hasFromOther(SourceSink who, FileIdentity file) {
        if (first.size() >= MOST) {
            return false;
        }
        SourceSink teller = first.putIfAbsent(file, who);
        return teller != null && teller != who;
    }
}
