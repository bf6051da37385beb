/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who is exempt up to date. Names are looked up in a thread of its own, at once and then
 * regularly: that opens files, and may wait for a server. So accounts that come, go, or change
 * their id are noticed, and whoever asks never waits.
 */
final class Lookups implements AutoCloseable {
    /** Gives the id of a named account. Opens files; may take long. */
    interface Directory {
        /**
         * The id; empty where there is no such account.
         *
         * @throws IOException where it cannot be told now
         */
        OptionalInt find(Account account) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

    private final String subject;
    private final Directory directory;
    private final long periodMillis;
    private final Thread thread;
    private final Map<Account, Integer> known = new HashMap<>();
    private UserRules rules;
    private boolean ended;
    private volatile Members members;

    /** Why a name could not be looked up last time, as a sentence. */
    private volatile Map<Account, String> troubles = Map.of();

    /**
     * @param subject what people know the filter by
     */
    Lookups(String subject, UserRules rules, Directory directory, long periodMillis) {
        this.subject = subject;
        this.rules = rules;
        this.directory = directory;
        this.periodMillis = periodMillis;
        this.members = Members.of(rules, known);
        this.thread = new Thread(this::run, "nacre-accounts");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Other rules: ids and names that are known are in force at once, the others soon. */
    synchronized void use(UserRules next) {
        rules = next;
        members = Members.of(next, known);
        notifyAll();
    }

    /** Who is exempt now. Any thread; takes no lock. */
    Members members() {
        return members;
    }

    /** What is wrong with names, each a sentence. Any thread. */
    synchronized List<String> troubles() {
        return rules.accounts().stream()
                .filter(a -> a.id().isEmpty() && (troubles.containsKey(a) || !known.containsKey(a)))
                .map(a -> troubles.getOrDefault(a, "The id of " + a + " is still looked up."))
                .toList();
    }

    private void run() {
        try {
            UserRules done = null;
            while (true) {
                UserRules next = await(done);
                if (next == null) {
                    return;
                }
                look(next);
                done = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for rules that were not looked at, at most for a period; null at the end. */
    private synchronized UserRules await(UserRules done) throws InterruptedException {
        long end = System.nanoTime() + periodMillis * 1_000_000;
        long left = periodMillis;
        while (!ended && rules == done && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return ended ? null : rules;
    }

    private void look(UserRules asked) {
        Map<Account, Integer> found = new HashMap<>();
        Map<Account, String> wrong = new HashMap<>();
        Set<Account> untold = new HashSet<>();
        for (Account account : asked.accounts()) {
            if (account.id().isPresent()) {
                continue;
            }
            try {
                directory
                        .find(account)
                        .ifPresentOrElse(
                                id -> found.put(account, id),
                                () -> wrong.put(account, "There is no " + account + "."));
            } catch (IOException e) {
                untold.add(account);
                wrong.put(account, e.getMessage() + ".");
            }
        }
        wrong.forEach(this::logWhatIsNew);
        put(asked, found, untold, wrong);
    }

    private void logWhatIsNew(Account account, String trouble) {
        if (!trouble.equals(troubles.get(account))) {
            LOG.warn("{}: {}", subject, trouble);
        }
    }

    /** Where it cannot be told now, what was known last holds. */
    private synchronized void put(
            UserRules asked,
            Map<Account, Integer> found,
            Set<Account> untold,
            Map<Account, String> wrong) {
        known.keySet().retainAll(untold);
        known.putAll(found);
        troubles = wrong;
        if (rules == asked) {
            members = Members.of(asked, known);
        }
    }

    @Override
    public synchronized void close() {
        ended = true;
        notifyAll();
    }
}
