/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What STATS says that matters here (clamd(8); clamd/thrmgr.c, thrmgr_printstats).
 *
 * @param maxThreads scans it does at once
 * @param memory memory its signatures take, in its own words; changes when it has loaded others;
 *     empty where it does not say
 */
record Statistics(int maxThreads, String memory) {
    static final Statistics UNKNOWN = new Statistics(Integer.MAX_VALUE, "");

    private static final Pattern MAX = Pattern.compile("THREADS: .*\\bmax (\\d{1,9})\\b");
    private static final Pattern MEMORY = Pattern.compile("pools_used (\\d+\\.\\d+M)");

    static Statistics parse(String reply) {
        Matcher max = MAX.matcher(reply);
        Matcher memory = MEMORY.matcher(reply);
        return new Statistics(
                max.find() ? Math.max(1, Integer.parseInt(max.group(1))) : Integer.MAX_VALUE,
                memory.find() ? memory.group(1) : "");
    }
}
