/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * The cookie that carries a session's id: for the console's paths alone, out of reach of scripts,
 * and never sent along when another site leads here.
 */
public final class SessionCookie {
    private static final String NAME = "nacre-session";

    private SessionCookie() {}

    /** The id that the request carries, whether or not it is a living session's. */
    public static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sends the cookie.
     *
     * @param path the console's root
     * @param id of characters allowed in cookies
     */
    public static void set(
            HttpServletRequest request, HttpServletResponse response, String path, String id) {
        send(request, response, path, id, "");
    }

    /** Has the browser forget the cookie. */
    public static void clear(
            HttpServletRequest request, HttpServletResponse response, String path) {
        send(request, response, path, "", "; Max-Age=0");
    }

    /** As text, since the servlet API has SameSite from its version 6 on only. */
    private static void send(
            HttpServletRequest request,
            HttpServletResponse response,
            String path,
            String id,
            String age) {
        response.addHeader(
                "Set-Cookie",
                NAME
                        + "="
                        + id
                        + "; Path="
                        + path
                        + age
                        + "; HttpOnly; SameSite=Strict"
                        + (request.isSecure() ? "; Secure" : ""));
    }
}
