/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import dev.nacre.api.event.Accessor;
import dev.nacre.filter.internal.WatchNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is exempt, by id. Immutable; what a match reports is made beforehand.
 *
 * @param watches those that this is for
 * @param users what to report, by user id
 * @param groups what to report, by group id
 */
record Members(
        WatchNames watches,
        Map<Integer, Optional<String>> users,
        Map<Integer, Optional<String>> groups) {
    Members {
        users = Map.copyOf(users);
        groups = Map.copyOf(groups);
    }

    /**
     * @param known ids of names; a name that is not among them exempts nobody
     */
    static Members of(UserRules rules, Map<Account, Integer> known) {
        Map<Integer, Optional<String>> users = new HashMap<>();
        Map<Integer, Optional<String>> groups = new HashMap<>();
        if (rules.root()) {
            users.put(0, Optional.of("root"));
        }
        for (Account account : rules.accounts()) {
            OptionalInt id = account.id();
            Integer found = id.isPresent() ? Integer.valueOf(id.getAsInt()) : known.get(account);
            if (found != null) {
                (account.kind() == Account.Kind.USER ? users : groups)
                        .putIfAbsent(found, Optional.of(account.toString()));
            }
        }
        return new Members(rules.watches(), users, groups);
    }

    /** What the rule that matches a process reports; empty where none does. */
    Optional<String> match(Accessor process) {
        Optional<String> report = users.get(process.uid());
        if (report != null) {
            return report;
        }
        for (Integer group : process.groups()) {
            report = groups.get(group);
            if (report != null) {
                return report;
            }
        }
        return Optional.empty();
    }
}
