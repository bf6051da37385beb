/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import dev.nacre.console.internal.config.ConsoleConfiguration;
import dev.nacre.console.internal.http.Console;
import dev.nacre.console.internal.http.PlainText;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the console from bringing new code in, unless {@code allowInstall} is set: refuses uploads
 * and the actions that install or update a bundle, whatever path they come by. It runs after the
 * login.
 */
@Component(
        service = Filter.class,
        property = {
            "nacre.console=installGuard",
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.context.select=" + Console.CONTEXT
        })
public final class InstallGuard implements Filter {
    /** The values of {@code action} by which the Bundles page installs and updates. */
    private static final Set<String> ACTIONS = Set.of("install", "update");

    private final ConsoleConfiguration configuration;

    @Activate
    public InstallGuard(@Reference ConsoleConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (configuration.get().allowInstall() || !installs((HttpServletRequest) request)) {
            chain.doFilter(request, response);
        } else {
            PlainText.send(
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Installing and updating bundles from the console is switched off. Put the jar"
                            + " into plugins/, or set allowInstall in the configuration"
                            + " dev.nacre.console.");
        }
    }

    /** Judged before the parameters are asked for: asking would take the upload in. */
    private static boolean installs(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).strip().startsWith("multipart/")) {
            return true;
        }
        String[] actions = request.getParameterValues("action");
        if (actions != null) {
            for (String action : actions) {
                if (ACTIONS.contains(action)) {
                    return true;
                }
            }
        }
        return false;
    }
}
