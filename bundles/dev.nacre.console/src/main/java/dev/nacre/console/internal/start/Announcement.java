/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.start;

import dev.nacre.console.internal.http.Console;
import dev.nacre.console.internal.security.Users;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on standard output where the console is, once it answers there, and the password where this
 * start made it. The console registers itself more than once while it starts, and answers with
 * errors in between; so it must answer well several times in a row.
 */
@Component(
        service = {},
        immediate = true)
public final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private static final int GOOD_ANSWERS = 3;
    private static final int TRIES = 600;
    private static final long PAUSE_MILLIS = 100;
    private static final int TIMEOUT_MILLIS = 2000;

    private final Users users;
    private final List<String> endpoints;
    private final Thread thread;

    @Activate
    public Announcement(
            @Reference Users users,
            @Reference(service = HttpServiceRuntime.class) Map<String, Object> http) {
        this.users = users;
        this.endpoints = endpoints(http.get("osgi.http.endpoint"));
        this.thread = new Thread(this::announce, "nacre-console-announcement");
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void deactivate() {
        thread.interrupt();
    }

    private static List<String> endpoints(Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        return property == null ? List.of() : List.of(property.toString());
    }

    private void announce() {
        Optional<String> address = address(endpoints);
        if (address.isEmpty()) {
            LOG.warn("The HTTP service listens nowhere, so there is no console.");
            return;
        }
        try {
            boolean answers = awaitAnswers(address.get());
            String password =
                    users.takeMadePassword()
                            .map(made -> "  user: " + Users.ADMIN + "  password: " + made)
                            .orElse("");
            System.out.println("console: " + address.get() + password);
            if (!answers) {
                LOG.warn("The console does not answer at {}; see the log before.", address.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The address to print: the loopback one where there are several. */
    static Optional<String> address(List<String> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.contains("://127.") || endpoint.contains("localhost"))
                .findFirst()
                .or(() -> endpoints.stream().findFirst())
                .map(endpoint -> endpoint.replaceFirst("/$", "") + Console.ROOT);
    }

    private static boolean awaitAnswers(String address) throws InterruptedException {
        int good = 0;
        for (int i = 0; i < TRIES && good < GOOD_ANSWERS; i++) {
            good = answersWell(address) ? good + 1 : 0;
            Thread.sleep(PAUSE_MILLIS);
        }
        return good == GOOD_ANSWERS;
    }

    /** The gate's refusal is a good answer too: it comes before the console, by name. */
    private static boolean answersWell(String address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address + "/login").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK
                    || status == HttpURLConnection.HTTP_FORBIDDEN;
        } catch (IOException e) {
            LOG.debug("Not yet: {}", address, e);
            return false;
        }
    }
}
