/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import dev.nacre.console.internal.config.ConsoleConfiguration;
import dev.nacre.console.internal.http.Console;
import dev.nacre.console.internal.http.PlainText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Stands before everything the HTTP service serves, login included: refuses requests that are not
 * meant for us or come from elsewhere, and gives each answer its security headers. A preprocessor
 * and no filter, since filters run after the login only.
 */
@Component(service = Preprocessor.class, property = "nacre.console=gate")
public final class Gate implements Preprocessor {
    /** The stock pages have inline scripts and styles, and their dialogs evaluate text. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private final ConsoleConfiguration configuration;

    @Activate
    public Gate(@Reference ConsoleConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest incoming)
                || !(response instanceof HttpServletResponse outgoing)) {
            throw new ServletException("Only HTTP is served");
        }
        putHeaders(incoming, outgoing);
        Optional<String> refusal =
                RequestRules.refusal(Incoming.of(incoming), configuration.get().hosts());
        if (refusal.isPresent()) {
            PlainText.send(outgoing, HttpServletResponse.SC_FORBIDDEN, refusal.get());
        } else if (incoming.getRequestURI().equals("/")) {
            outgoing.sendRedirect(Console.ROOT);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void putHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        // With no-referrer browsers would send "Origin: null" along with our own forms.
        response.setHeader("Referrer-Policy", "same-origin");
        if (!request.getRequestURI().startsWith(Console.ROOT + "/res/")) {
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
