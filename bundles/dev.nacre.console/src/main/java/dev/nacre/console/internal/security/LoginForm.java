/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import dev.nacre.console.internal.http.PlainText;
import dev.nacre.console.internal.http.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Serves {@code /login}: shows the form, and takes what was filled in. */
final class LoginForm {
    private static final int TOO_MANY_REQUESTS = 429;

    private final LoginPage page = new LoginPage();
    private final Authenticator authenticator;
    private final Sessions sessions;

    LoginForm(Authenticator authenticator, Sessions sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    /** Shows the form in place of a page that needs a login. */
    void show(HttpServletRequest request, HttpServletResponse response, String root)
            throws IOException {
        String query = request.getQueryString();
        String wish = request.getRequestURI() + (query == null ? "" : "?" + query);
        page.send(response, HttpServletResponse.SC_OK, root, Target.within(root, wish), "");
    }

    void serve(HttpServletRequest request, HttpServletResponse response, String root)
            throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> page.send(response, HttpServletResponse.SC_OK, root, root, "");
            case "POST" -> take(request, response, root);
            default ->
                    PlainText.send(
                            response,
                            HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                            "Only GET and POST are allowed here.");
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response, String root)
            throws IOException {
        // Another type, an upload, would be taken in whole by asking for a parameter.
        if (!isForm(request)) {
            PlainText.send(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "Only a filled-in form is allowed here.");
            return;
        }
        String user = parameter(request, "user");
        String target = Target.within(root, request.getParameter("target"));
        Authenticator.Outcome outcome =
                authenticator.tryPassword(
                        request.getRemoteAddr(), user, parameter(request, "password"), "form");
        if (outcome.throttled()) {
            response.setHeader("Retry-After", String.valueOf(outcome.waitSeconds()));
            page.send(
                    response,
                    TOO_MANY_REQUESTS,
                    root,
                    target,
                    "Too many wrong passwords. Try again in " + outcome.waitSeconds() + " s.");
        } else if (outcome.accepted()) {
            SessionCookie.of(request).ifPresent(sessions::close);
            SessionCookie.set(request, response, root, sessions.open(user));
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", target);
            response.flushBuffer();
        } else {
            page.send(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    root,
                    target,
                    "Wrong user name or password.");
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
