/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who is logged in. Kept in memory only: a restart ends all sessions. Bounded; the one unused
 * longest goes first. Any thread.
 */
final class Sessions {
    private static final int ID_BYTES = 32;
    private static final int MAX_SESSIONS = 100;

    private record Session(String user, long lastUse) {}

    private final SecureRandom random;
    private final LongSupplier nanoTime;
    private final Supplier<Duration> timeout;

    /** In the order of the last use. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(SecureRandom random, LongSupplier nanoTime, Supplier<Duration> timeout) {
        this.random = random;
        this.nanoTime = nanoTime;
        this.timeout = timeout;
    }

    /** Begins a session and returns its id: 256 random bits, fit for a cookie. */
    String open(String user) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        open(text, user);
        return text;
    }

    /** Begins a session under an id that nobody else can know. */
    synchronized void open(String id, String user) {
        expire();
        sessions.put(id, new Session(user, nanoTime.getAsLong()));
        var oldest = sessions.keySet().iterator();
        while (sessions.size() > MAX_SESSIONS) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The session's user, where it lives; this use keeps it alive. */
    synchronized Optional<String> use(String id) {
        expire();
        Session session = sessions.remove(id);
        if (session == null) {
            return Optional.empty();
        }
        sessions.put(id, new Session(session.user(), nanoTime.getAsLong()));
        return Optional.of(session.user());
    }

    /** Ends a session; returns its user, where it lived. */
    synchronized Optional<String> close(String id) {
        expire();
        return Optional.ofNullable(sessions.remove(id)).map(Session::user);
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        long limit = timeout.get().toNanos();
        sessions.values().removeIf(session -> now - session.lastUse() > limit);
    }
}
