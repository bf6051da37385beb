/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import dev.nacre.api.config.Settings;
import dev.nacre.filter.internal.WatchNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one user filter, as they were configured. Immutable.
 *
 * @param watches those that the rules are for
 * @param root whether the user with id 0 is exempt
 * @param accounts users and groups that are exempt
 */
record UserRules(WatchNames watches, boolean root, List<Account> accounts) {
    UserRules {
        accounts = List.copyOf(accounts);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static UserRules of(Settings settings) {
        List<Account> accounts = new ArrayList<>();
        read(settings, "users", Account.Kind.USER, accounts);
        read(settings, "groups", Account.Kind.GROUP, accounts);
        return new UserRules(WatchNames.of(settings), settings.flag("root"), accounts);
    }

    private static void read(
            Settings settings, String key, Account.Kind kind, List<Account> accounts) {
        for (String text : settings.texts(key)) {
            try {
                accounts.add(new Account(kind, text));
            } catch (IllegalArgumentException e) {
                settings.problem(key, text, e.getMessage());
            }
        }
    }
}
