/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.scanner.clamd.internal.session.Session;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import dev.nacre.scanner.clamd.spi.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connections to one clamd: makes them, asks regularly whether clamd lives and which
 * signatures it has, ends those that do not answer. One thread, the only one that waits for clamd
 * besides the scans themselves.
 */
final class Keeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Host host;
    private final Endpoint endpoint;
    private final ClamdOptions options;
    private final Rhythm rhythm;
    private final ScheduledExecutorService watchdog;
    private final CheckUp checkUp;
    private final Interview interview;
    private HostView.State logged = HostView.State.TRYING;
    private Set<Integer> processes = Set.of();

    Keeper(
            Host host,
            Endpoint endpoint,
            ClamdOptions options,
            Rhythm rhythm,
            ScheduledExecutorService watchdog) {
        this.host = host;
        this.endpoint = endpoint;
        this.options = options;
        this.rhythm = rhythm;
        this.watchdog = watchdog;
        this.checkUp = new CheckUp(rhythm, options.connectTimeout());
        this.interview = new Interview(options);
    }

    @Override
    public void run() {
        try {
            while (!host.closed()) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.close();
        }
    }

    private void round() throws InterruptedException {
        try {
            if (host.connectIn().filter(nanos -> nanos <= 0).isPresent()) {
                connect();
            } else {
                checkUp.of(host.connections());
                learn();
            }
        } catch (RuntimeException e) {
            LOG.error("clamd at {} cannot be kept in touch with", endpoint.name(), e);
            host.failed(String.valueOf(e.getMessage()));
        }
        log();
        long ping = rhythm.ping().toNanos();
        host.rest(host.connectIn().map(nanos -> Math.min(nanos, ping)).orElse(ping));
    }

    private void connect() throws InterruptedException {
        try {
            if (host.control().isEmpty()) {
                openControl();
                checkUp.of(host.connections());
            }
            for (int missing = host.missing(); missing > 0; missing--) {
                host.add(begin(endpoint.open(options.connectTimeout())));
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (host.control().isEmpty()) {
                host.connections().forEach(session -> session.end(reason));
            }
            learn();
            host.failed(reason);
        }
    }

    private void openControl() throws IOException, InterruptedException {
        Channel channel = endpoint.open(options.connectTimeout());
        Session control = begin(channel);
        // Where this ends, clamd has ended: the others, which nobody attends, are looked at.
        control.attend();
        host.control(control);
        processes = channel.processes();
        learn();
        if (host.control().isEmpty()) {
            throw new IOException(control.ended().orElse("it answers no VERSION"));
        }
    }

    private Session begin(Channel channel) throws IOException, InterruptedException {
        Duration timeout = options.connectTimeout();
        return Session.begin(channel, endpoint.name(), host, watchdog, timeout);
    }

    private void learn() throws InterruptedException {
        host.learn(interview.with(host.control(), processes, host.facts()));
    }

    private void log() {
        HostView view = host.view();
        if (view.state() == logged || view.state() == HostView.State.TRYING) {
            return;
        }
        logged = view.state();
        if (logged == HostView.State.READY) {
            LOG.info(
                    "clamd at {} scans: {}, {} files at once",
                    view.name(),
                    view.version(),
                    view.capacity());
        } else if (view.absent()) {
            LOG.info("No clamd is installed here; it is used as soon as {} is there", view.name());
        } else {
            LOG.warn(
                    "clamd at {} cannot scan: {}. {}",
                    view.name(),
                    view.reason(),
                    endpoint.remedy());
        }
    }
}
