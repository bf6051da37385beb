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
 * @param marked how the kernel was told of what is guarded, by the watch's name
 * @param unreported the {@link EventSource#exempt exempt} folders whose accesses the kernel does
 *     not report at all now, each for itself and not for what lies below
 */
public record SourceStatus(
        Map<String, List<BytePath>> guarded,
        boolean prevents,
        List<Finding> findings,
        long left,
        boolean partial,
        Map<String, List<Marked>> marked,
        List<BytePath> unreported) {
    /**
     * Copies the maps and lists.
     *
     * @param guarded the value for the {@code guarded} component
     * @param prevents the value for the {@code prevents} component
     * @param findings the value for the {@code findings} component
     * @param left the value for the {@code left} component
     * @param partial the value for the {@code partial} component
     * @param marked the value for the {@code marked} component
     * @param unreported the value for the {@code unreported} component
     */
    public SourceStatus {
        guarded = Map.copyOf(guarded);
        findings = List.copyOf(findings);
        marked = Map.copyOf(marked);
        unreported = List.copyOf(unreported);
    }

    /**
     * Of a source that does not tell how, and reports what is exempt, too.
     *
     * @param guarded the value for the {@code guarded} component
     * @param prevents the value for the {@code prevents} component
     * @param findings the value for the {@code findings} component
     * @param left the value for the {@code left} component
     * @param partial the value for the {@code partial} component
     */
    public SourceStatus(
            Map<String, List<BytePath>> guarded,
            boolean prevents,
            List<Finding> findings,
            long left,
            boolean partial) {
        this(guarded, prevents, findings, left, partial, Map.of(), List.of());
    }

    /**
     * Of a source that reports all that is guarded.
     *
     * @param guarded the value for the {@code guarded} component
     * @param prevents the value for the {@code prevents} component
     * @param findings the value for the {@code findings} component
     * @param left the value for the {@code left} component
     */
    public SourceStatus(
            Map<String, List<BytePath>> guarded,
            boolean prevents,
            List<Finding> findings,
            long left) {
        this(guarded, prevents, findings, left, false);
    }

    /**
     * Of a source that leaves no file to the kernel.
     *
     * @param guarded the value for the {@code guarded} component
     * @param prevents the value for the {@code prevents} component
     * @param findings the value for the {@code findings} component
     */
    public SourceStatus(
            Map<String, List<BytePath>> guarded, boolean prevents, List<Finding> findings) {
        this(guarded, prevents, findings, 0);
    }
}
