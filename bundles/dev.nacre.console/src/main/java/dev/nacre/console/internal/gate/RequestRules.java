/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.gate;

import dev.nacre.console.internal.http.PlainText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests may come in. The Host header must be a name that is ours, or a foreign site could
 * reach the console through a name of its own that it lets point here (DNS rebinding). What changes
 * something must come from the console's own pages, or from no browser at all (cross-site request
 * forgery).
 */
final class RequestRules {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private RequestRules() {}

    /**
     * Judges a request.
     *
     * @param hosts names it may be for besides the loopback ones, lower case
     * @return why it is refused; empty where it may come in
     */
    static Optional<String> refusal(Incoming request, Set<String> hosts) {
        if (request.host() == null) {
            return Optional.of("The request names no host.");
        }
        String host = hostOf(request.host());
        if (!LOOPBACK.contains(host) && !hosts.contains(host)) {
            return Optional.of(
                    "This console does not answer to the name "
                            + PlainText.printable(host)
                            + ". If it should, add the name to hosts in the configuration"
                            + " dev.nacre.console.");
        }
        return request.reads() ? Optional.empty() : changeRefusal(request);
    }

    private static Optional<String> changeRefusal(Incoming request) {
        if (request.disguised()) {
            return Optional.of("Changes are made by POST, not by GET.");
        }
        String origin = request.origin();
        String site = request.fetchSite();
        if (origin != null && !sameOrigin(origin, request.host())) {
            return Optional.of(
                    "The request comes from another site ("
                            + PlainText.printable(origin)
                            + "). Changes are made from the console's own pages only.");
        }
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of(
                    "The request comes from another site. Changes are made from the console's"
                            + " own pages only.");
        }
        if (origin == null && site == null && request.session()) {
            return Optional.of(
                    "The request has a session and does not say where it comes from. Scripts log"
                            + " in with HTTP Basic, without a cookie.");
        }
        return Optional.empty();
    }

    /** Compares host and port; behind a proxy that ends TLS the scheme is not ours to know. */
    private static boolean sameOrigin(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://")) {
            return without(lower.substring(8), ":443").equals(without(host, ":443"));
        }
        return lower.startsWith("http://")
                && without(lower.substring(7), ":80").equals(without(host, ":80"));
    }

    private static String without(String authority, String defaultPort) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(defaultPort)
                ? lower.substring(0, lower.length() - defaultPort.length())
                : lower;
    }

    /** The host without its port, lower case, without the dot a full name may end with. */
    private static String hostOf(String authority) {
        String host =
                authority.toLowerCase(Locale.ROOT).replaceFirst("^(\\[[^]]*]|[^:]*):\\d*$", "$1");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
