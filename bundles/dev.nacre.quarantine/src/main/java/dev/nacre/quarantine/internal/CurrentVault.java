/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.quarantine.internal.folder.Probe;
import dev.nacre.quarantine.internal.store.Vault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vault in use. Opens another when the directory is configured anew, when it could not be
 * opened before, or when its path leads elsewhere by now. The one that is left is closed when the
 * last call in it has ended. Any thread.
 */
final class CurrentVault {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentVault.class);

    /** What is done in a vault. */
    interface Work<T> {
        T in(Vault vault) throws IOException;
    }

    private final InstantSource clock;
    private final Probe probe;
    private final AtomicReference<Vault> vault = new AtomicReference<>();

    /** Null before the beginning and after the end; guarded by this. */
    private BytePath directory;

    private volatile String failure = "";

    CurrentVault(InstantSource clock, Probe probe) {
        this.clock = clock;
        this.probe = probe;
    }

    /**
     * Uses a directory from now on. The first may be unusable: it is tried again at each call.
     *
     * @throws IOException where it cannot be used and there is one before, which stays in use
     */
    synchronized void use(BytePath wanted) throws IOException {
        if (wanted.equals(directory)) {
            return;
        }
        BytePath before = directory;
        String failureBefore = failure;
        try {
            open(wanted);
        } catch (IOException e) {
            if (before != null) {
                failure = failureBefore;
                throw e;
            }
            LOG.error("{}", failure);
        }
        directory = wanted;
        if (before != null) {
            LOG.info(
                    "The quarantine is {} now. What {} keeps is no longer listed, until the"
                            + " directory is set back to it",
                    wanted,
                    before);
        }
    }

    private void open(BytePath path) throws IOException {
        try {
            Vault opened = Vault.open(path, clock, probe);
            failure = "";
            Vault before = vault.get();
            if (before != null) {
                carryOver(before, opened);
            }
            vault.set(opened);
            if (before != null) {
                before.leave();
            }
        } catch (IOException e) {
            failure = "The quarantine cannot be used: " + e.getMessage();
            throw e;
        }
    }

    private static void carryOver(Vault from, Vault to) {
        try {
            to.releaseAll(from);
        } catch (IOException e) {
            LOG.warn("Files given back so far are released until the next start only", e);
        }
    }

    /**
     * Works in the vault, which is opened anew where that is needed and possible.
     *
     * @throws IOException what the work throws, or why there is no vault
     */
    <T> T with(Work<T> work) throws IOException {
        Vault entered = enter();
        try {
            return work.in(entered);
        } finally {
            entered.leave();
        }
    }

    private Vault enter() throws IOException {
        Vault now = vault.get();
        if (now != null && now.isInPlace() && now.enter()) {
            return now;
        }
        synchronized (this) {
            if (directory == null) {
                throw new IOException("The quarantine is shutting down; try again after its start");
            }
            now = vault.get();
            if (now == null || !now.isInPlace()) {
                if (now != null) {
                    LOG.warn("{} was moved or deleted; it is opened anew", directory);
                }
                open(directory);
                now = vault.get();
            }
            now.enter();
            return now;
        }
    }

    /** The vault, for a glance that needs no file in it. */
    Optional<Vault> peek() {
        return Optional.ofNullable(vault.get());
    }

    /** Why there is no vault; empty where there is one. */
    String failure() {
        return failure;
    }

    /** Ends; comes after all else. */
    synchronized void end() {
        directory = null;
        Vault last = vault.getAndSet(null);
        if (last != null) {
            last.leave();
        }
    }
}
