/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.notify.Notifications;
import dev.nacre.engine.internal.status.Exemption;
import dev.nacre.engine.internal.status.Tally;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a verdict true: answers, takes the file away, tells. The answer comes first, so that nobody
 * waits for the quarantine or a log.
 *
 * <p><b>Ownership.</b> Each call takes waiters over, and closes them.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Tally tally;
    private final Supplier<Quarantine> quarantine;
    private final Notifications notifications;
    private final Rescan rescan;
    private final Dealt dealt;
    private final InstantSource clock;

    /**
     * @param quarantine gives null where there is none
     */
    Settlement(
            Tally tally,
            Supplier<Quarantine> quarantine,
            Notifications notifications,
            Rescan rescan,
            Dealt dealt,
            InstantSource clock) {
        this.tally = tally;
        this.quarantine = quarantine;
        this.notifications = notifications;
        this.rescan = rescan;
        this.dealt = dealt;
        this.clock = clock;
    }

    /**
     * Settles the access whose open file was scanned; what is done to an infected file is done
     * here.
     */
    void settleFirst(Waiter waiter, Verdict verdict, String scanner) {
        try {
            if (verdict instanceof Verdict.Infected infected) {
                settleInfected(waiter, infected.signature(), scanner);
            } else {
                answer(List.of(waiter), verdict);
                if (isFinal(verdict, waiter.watch().caches())) {
                    dealt.add(identityOf(waiter));
                }
            }
        } catch (RuntimeException e) {
            failed(List.of(waiter), e);
        } finally {
            waiter.close();
        }
    }

    /** Whether a further scan could not say more, and the cache does not know. */
    private static boolean isFinal(Verdict verdict, boolean caches) {
        return verdict instanceof Verdict.Clean && !caches
                || verdict instanceof Verdict.Unscanned unscanned
                        && unscanned.reason() == UnscannedReason.LIMIT_EXCEEDED;
    }

    /** Settles accesses that shared the scan. */
    void settleOthers(List<Waiter> waiters, Verdict verdict) {
        try {
            answer(waiters, verdict);
        } catch (RuntimeException e) {
            failed(waiters, e);
        } finally {
            waiters.forEach(Waiter::close);
        }
    }

    private void failed(List<Waiter> waiters, RuntimeException e) {
        answerUnscanned(waiters, UnscannedReason.SCAN_FAILED);
        LOG.error(
                "Could not be settled as they should be, and are decided by onError: accesses such"
                        + " as {}, {} in all",
                waiters.get(0).event(),
                waiters.size(),
                e);
    }

    private void answer(List<Waiter> waiters, Verdict verdict) {
        if (verdict instanceof Verdict.Clean) {
            Waiter.answerAll(waiters, waiter -> waiter.answer(true));
        } else if (verdict instanceof Verdict.Infected) {
            Map<Boolean, List<Waiter>> byRelease =
                    waiters.stream().collect(Collectors.partitioningBy(this::isReleased));
            byRelease.forEach(
                    (released, some) -> Waiter.answerAll(some, waiter -> waiter.answer(released)));
            byRelease.get(false).forEach(this::countInfected);
        } else if (verdict instanceof Verdict.Unscanned unscanned) {
            answerUnscanned(waiters, unscanned.reason());
        }
    }

    private void answerUnscanned(List<Waiter> waiters, UnscannedReason reason) {
        Waiter.answerAll(waiters, waiter -> waiter.answerUnscanned(reason, word(waiter, reason)));
        if (reason == UnscannedReason.SCANNER_DOWN) {
            waiters.forEach(rescan::remember);
        }
    }

    private void countInfected(Waiter waiter) {
        tally.infected.increment();
        if (waiter.event() instanceof RescanEvent after) {
            after.fate().infected();
        }
    }

    /** What the watch says of an access without a verdict. */
    private static Fallback word(Waiter waiter, UnscannedReason reason) {
        Watch watch = waiter.watch().watch();
        return switch (reason) {
            case LIMIT_EXCEEDED, TOO_LARGE -> watch.oversize();
            default -> watch.onError();
        };
    }

    private boolean isReleased(Waiter waiter) {
        Quarantine current = quarantine.get();
        boolean released = current != null && isReleased(current, waiter);
        if (released) {
            tally.exempt(Exemption.RELEASED);
        }
        return released;
    }

    /** A quarantine that fails, as it may while it is replaced, has released nothing. */
    private static boolean isReleased(Quarantine current, Waiter waiter) {
        try {
            return current.isReleased(identityOf(waiter));
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "Whether {} was released cannot be looked up; it counts as infected",
                    waiter.event(),
                    e);
            return false;
        }
    }

    private static FileIdentity identityOf(Waiter waiter) {
        try {
            return waiter.event().identify();
        } catch (IOException e) {
            return waiter.event().identity();
        }
    }

    private void settleInfected(Waiter waiter, String signature, String scanner) {
        if (isReleased(waiter)) {
            waiter.answer(true);
            return;
        }
        countInfected(waiter);
        BytePath path = waiter.event().location().path();
        // While it waits it is there to be looked at; once refused it may end at once.
        Optional<Accessor> process = waiter.event().process();
        boolean denied = waiter.answer(false);
        Optional<String> entry = Optional.empty();
        Optional<String> failure = Optional.empty();
        Outcome outcome = Outcome.REPORTED;
        try {
            switch (waiter.watch().watch().action()) {
                case REPORT -> {}
                case QUARANTINE -> {
                    entry = Optional.of(present().take(waiter.event(), path, signature).id());
                    outcome = Outcome.QUARANTINED;
                }
                case REMOVE -> {
                    present().remove(waiter.event(), path);
                    outcome = Outcome.REMOVED;
                }
            }
        } catch (IOException | RuntimeException e) {
            outcome = Outcome.FAILED;
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("Infected file {} stays where it is: {}", path, e.getMessage());
        }
        if (outcome == Outcome.REPORTED) {
            dealt.add(identityOf(waiter));
        }
        notifications.tell(
                new Detection(
                        newId(),
                        clock.instant(),
                        path,
                        signature,
                        scanner,
                        waiter.watch().watch().name(),
                        waiter.event().kind(),
                        process,
                        denied,
                        outcome,
                        entry,
                        failure));
    }

    private Quarantine present() throws IOException {
        Quarantine current = quarantine.get();
        if (current == null) {
            throw new IOException(
                    "there is no quarantine: start the bundle dev.nacre.quarantine, or set the"
                            + " watch's action to report");
        }
        return current;
    }

    private static String newId() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    }
}
