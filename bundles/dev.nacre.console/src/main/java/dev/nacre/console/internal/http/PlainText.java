/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A refusal in plain words. */
public final class PlainText {
    private PlainText() {}

    /** Sends the whole response. */
    public static void send(HttpServletResponse response, int status, String text)
            throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** What a stranger sent, fit for a log line or a message: printable ASCII, at most 64. */
    public static String printable(String foreign) {
        String safe = foreign.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() > 64 ? safe.substring(0, 64) + "..." : safe;
    }
}
