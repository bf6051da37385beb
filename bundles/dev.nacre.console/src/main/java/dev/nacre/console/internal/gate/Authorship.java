/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.console.internal.http.Console;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.felix.webconsole.servlet.User;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has what a request changes put down to the user who made it. It runs after the login. */
@Component(
        service = Filter.class,
        property = {
            "nacre.console=authorship",
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.context.select=" + Console.CONTEXT
        })
public final class Authorship implements Filter {
    private final Origins origins;

    @Activate
    public Authorship(@Reference Origins origins) {
        this.origins = origins;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Origins.Claim claim = origins.claim(origin((HttpServletRequest) request));
        try {
            chain.doFilter(request, response);
        } finally {
            claim.end();
        }
    }

    private static Origin origin(HttpServletRequest request) {
        User user = (User) request.getAttribute(User.USER_ATTRIBUTE);
        String name = user == null ? "unknown" : String.valueOf(user.getUserObject());
        return new Origin(Origin.Means.CONSOLE, name, request.getRemoteAddr());
    }
}
