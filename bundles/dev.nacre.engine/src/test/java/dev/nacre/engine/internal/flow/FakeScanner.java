/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A scanner that says what it is told to, and can be held. */
final class FakeScanner implements Scanner {
    final AtomicInteger scans = new AtomicInteger();
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    private volatile Function<FileContent, Verdict> says = file -> Verdict.CLEAN;
    private volatile ScannerStatus status = up("1");

    private static ScannerStatus up(String epoch) {
        return new ScannerStatus(ScannerStatus.State.UP, epoch, "fake", 2, Set.of(99));
    }

    void say(Function<FileContent, Verdict> verdict) {
        says = verdict;
    }

    void say(Verdict verdict) {
        says = file -> verdict;
    }

    void hold() {
        gate.drainPermits();
    }

    void letGo() {
        gate.release(Integer.MAX_VALUE / 2);
    }

    void epoch(String epoch) {
        status = up(epoch);
    }

    void state(ScannerStatus.State state) {
        status = new ScannerStatus(state, "1", "it is " + state, 2, Set.of());
    }

    @Override
    public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        scans.incrementAndGet();
        gate.acquire();
        return says.apply(file);
    }

    @Override
    public ScannerStatus status() {
        return status;
    }
}
