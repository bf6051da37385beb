/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.webhook.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.tls.Trust;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/**
 * Where messages are posted to, and how.
 *
 * @param url {@code http} or {@code https}; {@code null} in a configuration that is refused
 * @param headers further header fields
 * @param secret what messages are signed with; empty: they are not
 * @param trust who may vouch for the server
 * @param timeout how long the server may take
 */
record Options(URI url, List<Header> headers, String secret, Trust trust, Duration timeout) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A header field (RFC 9110, 5). */
    record Header(String name, String value) {}

    Options {
        headers = List.copyOf(headers);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static Options of(Settings settings) {
        if (settings.text("url").isEmpty()) {
            settings.problem("url", "", "it must say where messages are posted to");
        }
        return new Options(
                settings.parse(
                        "url",
                        "http:// or https:// with a host, without user and fragment",
                        Options::url),
                settings.list(
                        "headers",
                        "fields such as X-Name: value, but none that HTTP itself needs",
                        Options::header),
                settings.text("secret"),
                Trust.of(settings),
                settings.duration("timeout", SHORTEST, LONGEST));
    }

    private static URI url(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI url = URI.create(text);
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException();
        }
        return url;
    }

    private static Header header(String text) {
        int colon = text.indexOf(':');
        Header header =
                new Header(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        // Java refuses those that are wrong or its own.
        HttpRequest.newBuilder().header(header.name(), header.value());
        return header;
    }

    /** The server for messages: a path may be as good as a password. */
    String server() {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
