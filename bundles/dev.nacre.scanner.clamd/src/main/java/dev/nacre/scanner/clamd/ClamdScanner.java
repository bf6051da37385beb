/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.health.Finding;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.internal.host.Pool;
import dev.nacre.scanner.clamd.internal.host.Rhythm;
import dev.nacre.scanner.clamd.internal.host.StatusBoard;
import dev.nacre.scanner.clamd.internal.session.Deadline;
import dev.nacre.scanner.clamd.internal.session.Replies;
import dev.nacre.scanner.clamd.internal.session.SessionBroken;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.NotHandedOver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Has files judged by clamd, over connections that are kept open, shared by many scans at once and
 * replaced when they break.
 *
 * <p>A scan whose connection breaks under it is made once more, on a connection that has proven
 * itself since. Where that breaks too, the verdict is {@link UnscannedReason#SCAN_FAILED}: it may
 * be this very file that clamd does not survive. While clamd is known to be down a scan returns at
 * once. No wait is longer than the scan's limit.
 */
@ProviderType
public final class ClamdScanner implements Scanner, AutoCloseable {
    private static final int ATTEMPTS = 2;

    private final String name;
    private final Rhythm rhythm;
    private final StatusBoard board;
    private volatile ClamdOptions options;
    private volatile Pool pool;
    private volatile boolean closed;

    /**
     * Begins to connect, and returns at once.
     *
     * @param name what people know the scanner by
     */
    public ClamdScanner(String name, ClamdOptions options) {
        this(name, options, Rhythm.NORMAL);
    }

    ClamdScanner(String name, ClamdOptions options, Rhythm rhythm) {
        this.name = name;
        this.rhythm = rhythm;
        this.options = options;
        Pool first = new Pool(name, options, rhythm, views -> board().update(views));
        this.board = new StatusBoard("scanner " + name, first.views());
        this.pool = first;
        first.start();
    }

    private StatusBoard board() {
        return board;
    }

    /**
     * Goes over to other options. Scans that wait for a place go on with them; those that clamd has
     * already begun end as they are, or begin anew where their connection breaks.
     */
    public synchronized void reconfigure(ClamdOptions newOptions) {
        if (closed || newOptions.equals(options)) {
            return;
        }
        Duration longest = options.scanTimeout();
        Pool before = pool;
        Pool after = new Pool(name, newOptions, rhythm, views -> board().update(views));
        options = newOptions;
        pool = after;
        after.start();
        before.drain(longest);
    }

    @Override
    public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        Duration most = options.scanTimeout();
        Deadline deadline = Deadline.in(limit.compareTo(most) < 0 ? limit : most);
        Optional<Verdict> refusal = refuse(file);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String broken = "";
        long since = -1;
        for (int attempt = 1; attempt <= ATTEMPTS; ) {
            Pool current = pool;
            Pool.Lease lease = current.lease(since, deadline);
            if (lease.refusal() != null) {
                return lease.refusal();
            }
            if (lease.session() != null) {
                try {
                    return verdict(file, lease, deadline);
                } catch (SessionBroken e) {
                    broken = e.getMessage();
                    since = Deadline.now();
                    attempt++;
                }
            } else if (closed) {
                return Verdict.unscanned(
                        UnscannedReason.SCANNER_DOWN, "this scanner was taken out of use");
            }
        }
        return Verdict.unscanned(
                UnscannedReason.SCAN_FAILED,
                "clamd broke the connection twice over this file: " + broken);
    }

    private Optional<Verdict> refuse(FileContent file) {
        try {
            long size = file.identify().size();
            long most = pool.maxFileSize();
            return size <= most
                    ? Optional.empty()
                    : Optional.of(
                            Verdict.unscanned(
                                    UnscannedReason.LIMIT_EXCEEDED,
                                    size
                                            + " bytes are more than the "
                                            + most
                                            + " that clamd looks at"));
        } catch (IOException e) {
            return Optional.of(
                    Verdict.unscanned(
                            UnscannedReason.UNREADABLE, "it cannot be read: " + e.getMessage()));
        }
    }

    private static Verdict verdict(FileContent file, Pool.Lease lease, Deadline deadline)
            throws InterruptedException, SessionBroken {
        try {
            String reply = lease.session().scan(file, deadline);
            Optional<Verdict> verdict = Replies.verdict(reply);
            if (verdict.isPresent()) {
                return verdict.get();
            }
            throw lease.session()
                    .breach("it gave a verdict without sense: " + Replies.shown(reply));
        } catch (TimeoutException e) {
            return Verdict.unscanned(UnscannedReason.TIMED_OUT, "clamd gave no verdict in time");
        } catch (NotHandedOver e) {
            return Verdict.unscanned(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ScannerStatus status() {
        return board.status();
    }

    /** Which of several hosts are down while others stand in for them. */
    public List<Finding> findings() {
        return board.findings();
    }

    /** Ends all connections; scans under way end with {@link UnscannedReason#SCANNER_DOWN}. */
    @Override
    public synchronized void close() {
        closed = true;
        pool.close();
    }
}
