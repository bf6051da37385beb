/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.linux.Accounts;
import dev.nacre.linux.LinuxException;
import java.util.Set;

/**
 * Who is told of all.
 *
 * @param ids of users
 */
record Users(Set<Integer> ids) {
    Users {
        ids = Set.copyOf(ids);
    }

    /** Reads the key {@code users}; what is wrong is remembered by {@code settings}. */
    static Users of(Settings settings) {
        return new Users(
                Set.copyOf(
                        settings.list(
                                "users", "users of this machine, by name or number", Users::id)));
    }

    private static int id(String text) {
        if (text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        try {
            return Accounts.user(text).orElseThrow();
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }
}
