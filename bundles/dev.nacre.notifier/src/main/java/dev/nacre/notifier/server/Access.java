/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.server;

import dev.nacre.api.config.Named;
import dev.nacre.api.config.Settings;
import dev.nacre.notifier.tls.Trust;
import java.util.Optional;

/**
 * How a connection to a server is kept from others, and who asks for it: immutable.
 *
 * @param encryption who may vouch for the server; empty where connections are not encrypted, and
 *     then nobody logs in
 * @param user empty where the server asks for none
 */
public record Access(Optional<Trust> encryption, String user, String password) {
    private enum Security implements Named {
        TLS("tls"),
        NONE("none");

        private final String text;

        Security(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /**
     * Reads the keys {@code security} (tls or none), {@code caFile}, {@code user} and {@code
     * password}, which the annotation type must define. What is wrong is remembered by {@code
     * settings}.
     */
    public static Access of(Settings settings) {
        Security security = settings.choice("security", Security.class);
        String user = settings.text("user");
        if (security == Security.NONE && !user.isEmpty()) {
            settings.problem(
                    "user", user, "a password is only sent encrypted: set security to tls");
        }
        return new Access(
                security == Security.NONE ? Optional.empty() : Optional.of(Trust.of(settings)),
                user,
                settings.text("password"));
    }

    /** Whether somebody logs in. */
    public boolean hasUser() {
        return !user.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (user.isEmpty() ? "nobody" : user)
                + (encryption.isPresent() ? " by TLS" : " unencrypted");
    }
}
