/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.scanner.clamd.internal.session.Deadline;
import dev.nacre.scanner.clamd.internal.session.Replies;
import dev.nacre.scanner.clamd.internal.session.Request;
import dev.nacre.scanner.clamd.internal.session.Session;
import dev.nacre.scanner.clamd.internal.session.SessionBroken;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out which signatures a clamd has and how much it does at once. For one thread.
 *
 * <p>VERSION is answered at once. STATS has to wait for a thread that scans, so it is asked and
 * looked at again the next time; a late answer says nothing against clamd.
 */
final class Interview {
    private static final String UNAVAILABLE = "COMMAND UNAVAILABLE";
    private static final long STATS_WAIT = TimeUnit.MILLISECONDS.toNanos(300);

    private final ClamdOptions options;
    private final Epoch epoch = new Epoch();
    private Statistics statistics = Statistics.UNKNOWN;
    private Request stats;
    private boolean tellsVersion = true;
    private boolean tellsStats = true;

    Interview(ClamdOptions options) {
        this.options = options;
    }

    /**
     * Asks on {@code control}, where there is one, and looks around.
     *
     * @param before what was known before, and is kept where nothing new is learnt
     */
    Facts with(Optional<Session> control, Set<Integer> processes, Facts before)
            throws InterruptedException {
        String version = before.version();
        if (control.isPresent()) {
            version = version(control.get()).orElse(version);
            statistics(control.get());
        }
        String files = options.surroundings().fingerprint();
        return new Facts(
                version,
                version.isEmpty()
                        ? ""
                        : epoch.name(version, files, statistics.memory(), Deadline.now()),
                statistics.maxThreads(),
                processes,
                options.surroundings().maxFileSize(),
                options.surroundings().absent());
    }

    private Optional<String> version(Session control) throws InterruptedException {
        if (!tellsVersion) {
            return Optional.of("clamd (EnableVersionCommand is off)");
        }
        Deadline deadline = Deadline.in(options.connectTimeout());
        try {
            Optional<Request> request = control.ask("VERSION", deadline);
            if (request.isEmpty()) {
                return Optional.empty();
            }
            String reply = request.get().await(deadline.remaining());
            tellsVersion = !reply.contains(UNAVAILABLE);
            return tellsVersion ? Optional.of(Replies.shown(reply)) : version(control);
        } catch (IOException e) {
            control.end(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            control.end("it does not answer");
        } catch (SessionBroken e) {
            // It has told its owner.
        }
        return Optional.empty();
    }

    private void statistics(Session control) throws InterruptedException {
        if (!tellsStats) {
            return;
        }
        try {
            if (stats == null) {
                stats = control.ask("STATS", Deadline.in(options.connectTimeout())).orElse(null);
            }
            if (stats != null) {
                String reply = stats.await(STATS_WAIT);
                stats = null;
                tellsStats = !reply.contains(UNAVAILABLE);
                statistics = tellsStats ? Statistics.parse(reply) : Statistics.UNKNOWN;
            }
        } catch (IOException e) {
            control.end(String.valueOf(e.getMessage()));
            stats = null;
        } catch (SessionBroken e) {
            stats = null;
        } catch (TimeoutException e) {
            // Its threads are all busy.
        }
    }
}
