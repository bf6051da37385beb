/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.scanner.clamd.internal.session.Deadline;
import dev.nacre.scanner.clamd.internal.session.Request;
import dev.nacre.scanner.clamd.internal.session.Session;
import dev.nacre.scanner.clamd.internal.session.SessionBroken;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Asks all connections at once whether clamd still answers on them, and ends those where it does
 * not. clamd answers PING from the thread that receives, however busy its scanners are.
 */
final class CheckUp {
    /** A connection on which a file is being sent for longer than this is proven by that. */
    private static final Duration WRITE_WAIT = Duration.ofMillis(50);

    private final Rhythm rhythm;
    private final Duration timeout;

    CheckUp(Rhythm rhythm, Duration timeout) {
        this.rhythm = rhythm;
        this.timeout = timeout;
    }

    void of(List<Session> sessions) throws InterruptedException {
        Deadline deadline = Deadline.in(timeout);
        Map<Session, Request> pings = new LinkedHashMap<>();
        for (Session session : sessions) {
            ping(session, pings);
        }
        for (Map.Entry<Session, Request> ping : pings.entrySet()) {
            check(ping.getKey(), ping.getValue(), deadline);
        }
    }

    private static void ping(Session session, Map<Session, Request> pings)
            throws InterruptedException {
        try {
            session.ask("PING", Deadline.in(WRITE_WAIT))
                    .ifPresent(request -> pings.put(session, request));
        } catch (IOException e) {
            session.end(String.valueOf(e.getMessage()));
        } catch (SessionBroken e) {
            // It has told its owner.
        }
    }

    private void check(Session session, Request ping, Deadline deadline)
            throws InterruptedException {
        try {
            String reply = ping.await(deadline.remaining());
            if (!reply.equals("PONG")) {
                session.end("it answered PING with something else");
            } else if (session.oldest().filter(this::forgotten).isPresent()) {
                session.end("it left a request without an answer");
            }
        } catch (TimeoutException e) {
            session.end("it does not answer");
        } catch (SessionBroken e) {
            // It has told its owner.
        }
    }

    private boolean forgotten(Duration age) {
        return age.compareTo(rhythm.forgotten()) > 0;
    }
}
