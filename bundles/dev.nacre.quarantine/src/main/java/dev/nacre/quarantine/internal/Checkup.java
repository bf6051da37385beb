/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.quarantine.internal.store.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a vault for what may keep it from taking the next file. */
final class Checkup {
    static final String SUBJECT = "quarantine";

    /** A file system with less is as good as full. */
    private static final long LITTLE = 64L * 1024 * 1024;

    private final CurrentVault current;

    Checkup(CurrentVault current) {
        this.current = current;
    }

    /**
     * @param maxSize bytes that may be kept
     */
    List<Finding> findings(long maxSize) {
        List<Finding> findings = new ArrayList<>();
        Vault vault = current.peek().filter(Vault::enter).orElse(null);
        try {
            if (vault != null && vault.isInPlace()) {
                look(vault, maxSize, findings);
            } else if (!current.failure().isEmpty()) {
                add(findings, current.failure() + ". Infected files stay where they are");
            } else if (vault != null) {
                add(
                        findings,
                        vault.directory()
                                + " was moved or deleted: put it back, or it is made anew, empty,"
                                + " for the next file");
            }
        } finally {
            if (vault != null) {
                vault.leave();
            }
        }
        return findings;
    }

    private static void look(Vault vault, long maxSize, List<Finding> findings) {
        vault.unwritable()
                .ifPresent(
                        why ->
                                add(
                                        findings,
                                        why
                                                + ". Infected files stay where they are until the"
                                                + " folder can be written"));
        if (vault.used() > maxSize / 10 * 9) {
            add(
                    findings,
                    "Nearly full: "
                            + vault.used()
                            + " of at most "
                            + maxSize
                            + " bytes are kept. Delete entries that nobody needs, or raise"
                            + " maxSize");
        }
        long free = vault.free();
        if (free < Math.min(LITTLE, maxSize - vault.used())) {
            add(
                    findings,
                    "The file system of "
                            + vault.directory()
                            + " has only "
                            + free
                            + " bytes left. Make room there, or set directory elsewhere");
        }
        try {
            vault.damaged()
                    .ifPresent(
                            where ->
                                    add(
                                            findings,
                                            "Damaged entries lie in "
                                                    + where
                                                    + ": look at them, then delete them"));
        } catch (IOException e) {
            add(findings, "Damaged entries cannot be looked for: " + e.getMessage());
        }
    }

    private static void add(List<Finding> findings, String message) {
        findings.add(new Finding(SUBJECT, Health.DEGRADED, message));
    }
}
