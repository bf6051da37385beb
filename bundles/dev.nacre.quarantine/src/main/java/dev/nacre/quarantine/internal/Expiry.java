/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import dev.nacre.api.quarantine.QuarantineEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes entries that have been kept for long enough. Runs from time to time, never throws. */
final class Expiry implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final CurrentVault vault;
    private final Supplier<Duration> keepFor;
    private final InstantSource clock;

    /**
     * @param keepFor zero keeps for ever
     */
    Expiry(CurrentVault vault, Supplier<Duration> keepFor, InstantSource clock) {
        this.vault = vault;
        this.keepFor = keepFor;
        this.clock = clock;
    }

    @Override
    public void run() {
        Duration age = keepFor.get();
        if (age.isZero()) {
            return;
        }
        Instant oldest = clock.instant().minus(age);
        try {
            for (QuarantineEntry entry : vault.with(open -> open.list())) {
                if (entry.taken().isBefore(oldest)) {
                    delete(entry, age);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Entries that are too old cannot be deleted now: {}", e.getMessage(), e);
        }
    }

    private void delete(QuarantineEntry entry, Duration age) {
        try {
            vault.with(
                    open -> {
                        open.delete(entry.id());
                        return Optional.empty();
                    });
            LOG.info(
                    "{} was kept for {} days and is deleted from quarantine: {}",
                    entry.id(),
                    age.toDays(),
                    entry.path());
        } catch (IOException e) {
            LOG.warn("{} is too old and cannot be deleted: {}", entry.id(), e.getMessage());
        }
    }
}
