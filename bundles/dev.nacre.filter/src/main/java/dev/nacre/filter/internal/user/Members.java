/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import dev.nacre.api.event.Accessor;
import dev.nacre.filter.internal.WatchNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is exempt, by id. Immutable; what a match reports is made beforehand.
 *
 * @param watches those that this is for
 * @param users what to report, by user id
 */
record Members(WatchNames watches, Map<Integer, Optional<String>> users, List<Group> groups) {
    private record Group(int id, Optional<String> report) {}

    Members {
        users = Map.copyOf(users);
        groups = List.copyOf(groups);
    }

    /**
     * @param known ids of names; a name that is not among them exempts nobody
     */
    static Members of(UserRules rules, Map<Account, Integer> known) {
        Map<Integer, Optional<String>> users = new HashMap<>();
        List<Group> groups = new ArrayList<>();
        if (rules.root()) {
            users.put(0, Optional.of("root"));
        }
        for (Account account : rules.accounts()) {
            OptionalInt named = account.id();
            Integer id = named.isPresent() ? Integer.valueOf(named.getAsInt()) : known.get(account);
            Optional<String> report = Optional.of(account.toString());
            if (id != null && account.kind() == Account.Kind.USER) {
                users.putIfAbsent(id, report);
            } else if (id != null) {
                groups.add(new Group(id, report));
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
        for (Group group : groups) {
            if (process.groups().contains(group.id())) {
                return group.report();
            }
        }
        return Optional.empty();
    }
}
