/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.watch;

import dev.nacre.api.file.BytePath;
import java.time.Duration;
import java.util.List;

/**
 * What to guard and how: one configuration of the PID {@code dev.nacre.watch}.
 *
 * @param name the part after {@code dev.nacre.watch-} in the file's name
 * @param paths absolute folders; everything below them is guarded
 * @param scanOn which accesses are scanned
 * @param prevention whether an access waits for the verdict wherever the kernel can make it wait
 * @param mark how the kernel is told
 * @param onError the answer to a waiting access that got no verdict
 * @param deadline how long an access may wait, 100 ms to 10 min
 * @param maxFileSize bytes; larger files are not scanned
 * @param oversize the answer for files larger than that
 * @param quietPeriod how long writes to one file are gathered into one scan; zero: not at all
 * @param action what becomes of an infected file
 * @param cache where clean verdicts are kept
 * @param scannerTarget an LDAP filter that chooses among scanners; empty: the one ranked highest
 * @param filterTarget an LDAP filter that chooses among filters; empty: all of them
 * @param catchUp whether files that changed while they were not guarded are looked at afterwards
 * @param arrivals whether files that are moved, linked or created into it are scanned
 * @param crossMounts whether what is mounted below the folders is guarded, too; for {@link
 *     MarkMode#TREE} also the subvolumes of btrfs
 */
public record Watch(
        String name,
        List<BytePath> paths,
        ScanOn scanOn,
        boolean prevention,
        MarkMode mark,
        Fallback onError,
        Duration deadline,
        long maxFileSize,
        Fallback oversize,
        Duration quietPeriod,
        Action action,
        CacheMode cache,
        String scannerTarget,
        String filterTarget,
        boolean catchUp,
        boolean arrivals,
        boolean crossMounts) {
    /**
     * Copies the list.
     *
     * @param name the value for the {@code name} component
     * @param paths the value for the {@code paths} component
     * @param scanOn the value for the {@code scanOn} component
     * @param prevention the value for the {@code prevention} component
     * @param mark the value for the {@code mark} component
     * @param onError the value for the {@code onError} component
     * @param deadline the value for the {@code deadline} component
     * @param maxFileSize the value for the {@code maxFileSize} component
     * @param oversize the value for the {@code oversize} component
     * @param quietPeriod the value for the {@code quietPeriod} component
     * @param action the value for the {@code action} component
     * @param cache the value for the {@code cache} component
     * @param scannerTarget the value for the {@code scannerTarget} component
     * @param filterTarget the value for the {@code filterTarget} component
     * @param catchUp the value for the {@code catchUp} component
     * @param arrivals the value for the {@code arrivals} component
     * @param crossMounts the value for the {@code crossMounts} component
     */
    public Watch {
        paths = List.copyOf(paths);
    }

    /**
     * A watch that scans what arrives, and guards what is mounted below its folders.
     *
     * @param name the value for the {@code name} component
     * @param paths the value for the {@code paths} component
     * @param scanOn the value for the {@code scanOn} component
     * @param prevention the value for the {@code prevention} component
     * @param mark the value for the {@code mark} component
     * @param onError the value for the {@code onError} component
     * @param deadline the value for the {@code deadline} component
     * @param maxFileSize the value for the {@code maxFileSize} component
     * @param oversize the value for the {@code oversize} component
     * @param quietPeriod the value for the {@code quietPeriod} component
     * @param action the value for the {@code action} component
     * @param cache the value for the {@code cache} component
     * @param scannerTarget the value for the {@code scannerTarget} component
     * @param filterTarget the value for the {@code filterTarget} component
     * @param catchUp the value for the {@code catchUp} component
     */
    public Watch(
            String name,
            List<BytePath> paths,
            ScanOn scanOn,
            boolean prevention,
            MarkMode mark,
            Fallback onError,
            Duration deadline,
            long maxFileSize,
            Fallback oversize,
            Duration quietPeriod,
            Action action,
            CacheMode cache,
            String scannerTarget,
            String filterTarget,
            boolean catchUp) {
        this(
                name,
                paths,
                scanOn,
                prevention,
                mark,
                onError,
                deadline,
                maxFileSize,
                oversize,
                quietPeriod,
                action,
                cache,
                scannerTarget,
                filterTarget,
                catchUp,
                true,
                true);
    }

    /**
     * Likewise, and one that catches up.
     *
     * @param name the value for the {@code name} component
     * @param paths the value for the {@code paths} component
     * @param scanOn the value for the {@code scanOn} component
     * @param prevention the value for the {@code prevention} component
     * @param mark the value for the {@code mark} component
     * @param onError the value for the {@code onError} component
     * @param deadline the value for the {@code deadline} component
     * @param maxFileSize the value for the {@code maxFileSize} component
     * @param oversize the value for the {@code oversize} component
     * @param quietPeriod the value for the {@code quietPeriod} component
     * @param action the value for the {@code action} component
     * @param cache the value for the {@code cache} component
     * @param scannerTarget the value for the {@code scannerTarget} component
     * @param filterTarget the value for the {@code filterTarget} component
     */
    public Watch(
            String name,
            List<BytePath> paths,
            ScanOn scanOn,
            boolean prevention,
            MarkMode mark,
            Fallback onError,
            Duration deadline,
            long maxFileSize,
            Fallback oversize,
            Duration quietPeriod,
            Action action,
            CacheMode cache,
            String scannerTarget,
            String filterTarget) {
        this(
                name,
                paths,
                scanOn,
                prevention,
                mark,
                onError,
                deadline,
                maxFileSize,
                oversize,
                quietPeriod,
                action,
                cache,
                scannerTarget,
                filterTarget,
                true);
    }
}
