/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import dev.nacre.console.internal.http.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What of a request decides whether it may come in; texts are null where the header is absent.
 *
 * @param disguised whether it is a GET that the Configuration page would treat as a POST
 * @param session whether it carries a session cookie
 */
record Incoming(
        String method,
        String host,
        String origin,
        String fetchSite,
        boolean disguised,
        boolean session) {
    static Incoming of(HttpServletRequest request) {
        return new Incoming(
                request.getMethod(),
                request.getHeader("Host"),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"),
                disguised(request),
                SessionCookie.of(request).isPresent());
    }

    /** That page takes {@code post=true} for a POST, and its own scripts only read that way. */
    private static boolean disguised(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && request.getParameter("post") != null
                && (request.getParameter("apply") != null
                        || request.getParameter("unbind") != null
                        || request.getParameter("delete") != null);
    }

    boolean reads() {
        return !disguised
                && (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS"));
    }
}
