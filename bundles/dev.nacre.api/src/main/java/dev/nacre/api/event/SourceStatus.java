/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a source watches.
 *
 * @param guarded what is guarded now, by the watch's name
 * @param prevents whether accesses can be made to wait for a verdict
 * @param findings what could not be had: paths that are missing, features that the kernel lacks
 * @param left how many files are {@link FileEvent#leave left} to the kernel now
 * @param partial whether folders among what is guarded are reported nothing of, as there is no room
 *     for more: files that change there must be looked for
 */
public record SourceStatus(
        Map<String, List<BytePath>> guarded,
        boolean prevents,
        List<Finding> findings,
        long left,
        boolean partial) {
    public SourceStatus {
        guarded = Map.copyOf(guarded);
        findings = List.copyOf(findings);
    }

    /** Of a source that reports all that is guarded. */
    public SourceStatus(
            Map<String, List<BytePath>> guarded,
            boolean prevents,
            List<Finding> findings,
            long left) {
        this(guarded, prevents, findings, left, false);
    }

    /** Of a source that leaves no file to the kernel. */
    public SourceStatus(
            Map<String, List<BytePath>> guarded, boolean prevents, List<Finding> findings) {
        this(guarded, prevents, findings, 0);
    }
}
