/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import dev.nacre.console.internal.config.ConsoleConfiguration;
import dev.nacre.console.internal.http.PlainText;
import dev.nacre.console.internal.http.SessionCookie;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Lets into the console whoever knows the password: by a login page and a session cookie, or by
 * HTTP Basic. With the framework property {@code felix.webconsole.security.providers=nacre} the
 * console does not exist (404) until this service does; and this service waits for the two gates,
 * so that the console never stands open behind a missing one.
 */
@Component(
        service = SecurityProvider.class,
        property = SecurityProvider.PROPERTY_ID + "=nacre",
        reference = {
            @Reference(
                    name = "gate",
                    service = Preprocessor.class,
                    target = "(nacre.console=gate)"),
            @Reference(
                    name = "installGuard",
                    service = Filter.class,
                    target = "(nacre.console=installGuard)")
        })
public final class ConsoleSecurity implements SecurityProvider {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Sessions sessions;
    private final Authenticator authenticator;
    private final LoginForm form;
    private final BasicLogin basic;

    @Activate
    public ConsoleSecurity(@Reference Users users, @Reference ConsoleConfiguration configuration) {
        SecureRandom random = new SecureRandom();
        sessions =
                new Sessions(random, System::nanoTime, () -> configuration.get().sessionTimeout());
        authenticator = new Authenticator(users, new Throttle(System::nanoTime));
        form = new LoginForm(authenticator, sessions);
        basic = new BasicLogin(authenticator, sessions, random);
    }

    /** Gives the user's name; or null, and then the response has been sent. */
    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        try {
            return userOf(request, response).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> userOf(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String root = rootOf(request);
        if ("/login".equals(request.getPathInfo())) {
            form.serve(request, response, root);
            return Optional.empty();
        }
        Optional<String> user = SessionCookie.of(request).flatMap(sessions::use);
        if (user.isPresent()) {
            return user;
        }
        if (basic.isUsedBy(request)) {
            return byBasic(request, response);
        }
        if (wantsPage(request)) {
            form.show(request, response, root);
        } else {
            demandLogin(request, response);
        }
        return Optional.empty();
    }

    private Optional<String> byBasic(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<String> known = basic.session(request);
        if (known.isPresent()) {
            return known;
        }
        Authenticator.Outcome outcome = basic.login(request);
        if (outcome.throttled()) {
            response.setHeader("Retry-After", String.valueOf(outcome.waitSeconds()));
            PlainText.send(
                    response,
                    TOO_MANY_REQUESTS,
                    "Too many wrong passwords. Try again in " + outcome.waitSeconds() + " s.");
        } else if (!outcome.accepted()) {
            demandLogin(request, response);
        }
        return outcome.accepted() ? basic.session(request) : Optional.empty();
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    private static void demandLogin(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // A browser would ask for the password in a window of its own, and keep it for good.
        boolean browser =
                request.getHeader("Sec-Fetch-Mode") != null
                        || request.getHeader("X-Requested-With") != null
                        || wantsPage(request);
        if (!browser) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Nacre\", charset=\"UTF-8\"");
        }
        PlainText.send(response, HttpServletResponse.SC_UNAUTHORIZED, "Log in first.");
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> user = SessionCookie.of(request).flatMap(sessions::close);
        if (user.isEmpty() && basic.isUsedBy(request)) {
            user = basic.logout(request);
        }
        user.ifPresent(name -> authenticator.loggedOut(request.getRemoteAddr(), name));
        String root = rootOf(request);
        SessionCookie.clear(request, response, root);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", root + "/login");
        try {
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is one user, and he may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    private static String rootOf(HttpServletRequest request) {
        return request.getContextPath() + request.getServletPath();
    }
}
