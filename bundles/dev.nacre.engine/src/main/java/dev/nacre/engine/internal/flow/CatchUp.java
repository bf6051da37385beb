/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.engine.internal.policy.Decision;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import dev.nacre.engine.internal.scan.Lane;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in for files that a gap has hidden, and what is known of gaps here. Any thread. */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final Pipeline pipeline;
    private final Horizon horizon;
    private final Arrivals arrivals;

    CatchUp(Pipeline pipeline, Horizon horizon, Arrivals arrivals) {
        this.pipeline = pipeline;
        this.horizon = horizon;
        this.arrivals = arrivals;
    }

    public Policy policy() {
        return pipeline.policy();
    }

    /** Whether something passed, since this was asked last, that nobody has in mind. */
    public boolean takeLoss() {
        return horizon.takeLoss();
    }

    /** As {@link Horizon#advance}. */
    public long settledUntil(long now) {
        return horizon.advance(now);
    }

    /**
     * How many files may be under way at once: half of what the scanner takes, so that whoever
     * waits for a verdict always finds it free. 0 where there is no scanner.
     */
    public int room() {
        OptionalInt parallel =
                policy().watches().stream()
                        .map(GuardedWatch::lane)
                        .filter(Objects::nonNull)
                        .map(Lane::status)
                        .filter(status -> status.state() == ScannerStatus.State.UP)
                        .mapToInt(ScannerStatus::parallelism)
                        .min();
        return parallel.isEmpty() ? 0 : Math.max(1, parallel.getAsInt() / 2);
    }

    /**
     * Takes over a file: it is dealt with as if it had just been written, but that a verdict which
     * is known holds.
     *
     * @param path canonical
     */
    public void offer(OpenFile file, BytePath path, Fate fate) {
        Horizon.Page page = horizon.enter();
        try {
            FileIdentity identity = file.identify();
            Location location = new Location(path, path, true);
            // Each watch asks for one of the two.
            RescanEvent event =
                    new RescanEvent(file, identity, AccessKind.CLOSE_WRITE, location, page, fate);
            Decision decision = policy().decide(event);
            if (decision instanceof Decision.OtherAccess) {
                event = new RescanEvent(file, identity, AccessKind.MODIFY, location, page, fate);
            }
            if (decision.watch() == null || decision.watch().watch().catchUp()) {
                pipeline.accept(event);
            } else {
                event.close();
            }
        } catch (IOException e) {
            LOG.warn("{} changed while it was not guarded, and cannot be read: {}", path, e);
            discard(file);
            fate.closed();
        } finally {
            page.leave();
        }
    }

    /**
     * The next folder that was moved to where it is; {@code null} where none comes in this time.
     */
    public ArrivedFolder nextArrived(long millis) throws InterruptedException {
        return arrivals.next(millis);
    }

    /**
     * Takes over a file that came with a folder.
     *
     * @param path canonical
     * @param from where it was; {@code null} where that is not known
     */
    public void arrived(OpenFile file, BytePath path, Location from, Fate fate) {
        Horizon.Page page = horizon.enter();
        try {
            FileIdentity identity = file.identify();
            Location location = new Location(path, path, true);
            RescanEvent event =
                    new RescanEvent(file, identity, AccessKind.ARRIVE, location, page, fate);
            if (pipeline.wants(event, identity, from)) {
                pipeline.accept(event);
            } else {
                event.close();
            }
        } catch (IOException e) {
            LOG.warn("{} has arrived, and cannot be read: {}", path, e.getMessage());
            discard(file);
            fate.closed();
        } finally {
            page.leave();
        }
    }

    /** Closes a file that is not handed over. */
    public static void discard(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing a file failed: {}", e.getMessage());
        }
    }
}
