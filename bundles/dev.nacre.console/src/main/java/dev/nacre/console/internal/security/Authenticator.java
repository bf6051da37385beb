/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import dev.nacre.console.internal.http.PlainText;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a password is tried: throttled, and each outcome in the audit log. */
final class Authenticator {
    private static final Logger AUDIT = LoggerFactory.getLogger("dev.nacre.audit");

    /**
     * What came of a try.
     *
     * @param accepted whether the password is right
     * @param delay not zero where it was not looked at: how long to wait before the next try
     */
    record Outcome(boolean accepted, Duration delay) {
        boolean throttled() {
            return !delay.isZero();
        }

        /** The wait in whole seconds, at least 1, for people and {@code Retry-After}. */
        long waitSeconds() {
            return Math.max(1, delay.plusMillis(999).toSeconds());
        }
    }

    private final Users users;
    private final Throttle throttle;

    Authenticator(Users users, Throttle throttle) {
        this.users = users;
        this.throttle = throttle;
    }

    /** Tries a password; {@code means} is {@code form} or {@code basic}. */
    Outcome tryPassword(String address, String user, String password, String means) {
        Duration wait = throttle.begin(address, user);
        if (!wait.isZero()) {
            audit("login refused, too many wrong passwords", address, user, means);
            return new Outcome(false, wait);
        }
        boolean accepted = users.matches(user, password);
        if (accepted) {
            throttle.succeeded(address, user);
        } else {
            throttle.failed(address, user);
        }
        audit(accepted ? "login" : "login failed", address, user, means);
        return new Outcome(accepted, Duration.ZERO);
    }

    void loggedOut(String address, String user) {
        AUDIT.info("console logout: user={} address={}", user, address);
    }

    private static void audit(String what, String address, String user, String means) {
        String shown = PlainText.printable(user);
        AUDIT.info("console {}: user={} address={} by={}", what, shown, address, means);
    }
}
