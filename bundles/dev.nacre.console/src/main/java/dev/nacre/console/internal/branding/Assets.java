/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.branding;

import dev.nacre.console.internal.config.ConsoleConfiguration;
import dev.nacre.console.internal.http.Console;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves the logo and the style sheet to whoever is logged in. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=" + Assets.PATH + "/*",
            "osgi.http.whiteboard.context.select=" + Console.CONTEXT
        })
public final class Assets extends HttpServlet {
    /** Below the console's root. */
    static final String PATH = "/nacre";

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> TYPES =
            Map.of("/logo.svg", "image/svg+xml", "/console.css", "text/css;charset=UTF-8");

    /** What cannot be done need not be shown. */
    private static final String WITHOUT_INSTALL =
            ".installButton, #plugin_table li:has(> .ui-icon-transferthick-e-w) { display: none; }\n";

    private final transient ConsoleConfiguration configuration;

    @Activate
    public Assets(@Reference ConsoleConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = request.getPathInfo();
        String type = name == null ? null : TYPES.get(name);
        if (type == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(type);
        try (InputStream in = Assets.class.getResourceAsStream(name.substring(1))) {
            in.transferTo(response.getOutputStream());
        }
        if (name.endsWith(".css") && !configuration.get().allowInstall()) {
            response.getOutputStream().write(WITHOUT_INSTALL.getBytes(StandardCharsets.UTF_8));
        }
    }
}
