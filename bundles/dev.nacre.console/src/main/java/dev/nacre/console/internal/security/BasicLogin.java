/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HTTP Basic (RFC 7617), for scripts. A header that was right is remembered as a session, under a
 * keyed digest that only this process can make, so that the slow password hash is not computed for
 * each request.
 */
final class BasicLogin {
    private static final String PREFIX = "basic ";
    private static final String ALGORITHM = "HmacSHA256";

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final SecretKeySpec key;

    BasicLogin(Authenticator authenticator, Sessions sessions, SecureRandom random) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Whether the request brings such credentials, right or wrong. */
    boolean isUsedBy(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /** The session's user where these credentials were found right before. */
    Optional<String> session(HttpServletRequest request) {
        return sessions.use(id(request));
    }

    Authenticator.Outcome login(HttpServletRequest request) {
        String[] credentials = credentials(request);
        String user = credentials[0];
        Authenticator.Outcome outcome =
                authenticator.tryPassword(request.getRemoteAddr(), user, credentials[1], "basic");
        if (outcome.accepted()) {
            sessions.open(id(request), user);
        }
        return outcome;
    }

    Optional<String> logout(HttpServletRequest request) {
        return sessions.close(id(request));
    }

    /** User and password; both empty where the header makes no sense, which no user has. */
    private static String[] credentials(HttpServletRequest request) {
        String encoded = request.getHeader("Authorization").substring(PREFIX.length()).strip();
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon >= 0) {
                return new String[] {text.substring(0, colon), text.substring(colon + 1)};
            }
        } catch (IllegalArgumentException e) {
            return new String[] {"", ""};
        }
        return new String[] {"", ""};
    }

    private String id(HttpServletRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] header = request.getHeader("Authorization").getBytes(StandardCharsets.UTF_8);
            return "basic." + Base64.getEncoder().encodeToString(mac.doFinal(header));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }
}
