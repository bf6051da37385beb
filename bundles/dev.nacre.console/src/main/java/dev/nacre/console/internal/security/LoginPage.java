/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The login form: one page that loads nothing and runs no script. */
final class LoginPage {
    private final String html = resource("login.html");
    private final String css = resource("login.css");
    private final String contentSecurityPolicy =
            "default-src 'none'; style-src 'sha256-"
                    + sha256(css)
                    + "'; img-src data:; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /**
     * Sends the page as the whole response.
     *
     * @param root the console's root
     * @param target the page to go on to
     * @param message what went wrong before; empty where nothing did
     */
    void send(HttpServletResponse response, int status, String root, String target, String message)
            throws IOException {
        String page =
                html.replace("{{css}}", css)
                        .replace("{{action}}", escape(root + "/login"))
                        .replace("{{target}}", escape(target))
                        .replace("{{user}}", Users.ADMIN)
                        .replace("{{hidden}}", message.isEmpty() ? "hidden" : "")
                        .replace("{{message}}", escape(message));
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Content-Security-Policy", contentSecurityPolicy);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream in = LoginPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
