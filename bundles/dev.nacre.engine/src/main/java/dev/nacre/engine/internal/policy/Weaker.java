/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Weakening;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.policy.Protection.Shield;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Finds what protects less than before. Looked at is each folder that a watch named before or names
 * now: it is guarded by one watch or none, so what is called a watch does not matter. What a filter
 * exempts only it knows: one that came, or was changed other than by taking something out, counts
 * as weaker.
 */
public final class Weaker {
    /** Of filters: what stands under such keys is scanned though another key exempts it. */
    private static final String SPARING = "include";

    private final Protection before;
    private final Protection after;
    private final Set<Weakening> found = new LinkedHashSet<>();

    private Weaker(Protection before, Protection after) {
        this.before = before;
        this.after = after;
    }

    /** What protects less; each thing once, whatever folders it is about. */
    public static List<Weakening> between(Protection before, Protection after) {
        Weaker weaker = new Weaker(before, after);
        SortedSet<BytePath> folders = before.folders();
        folders.addAll(after.folders());
        folders.forEach(weaker::compare);
        return List.copyOf(weaker.found);
    }

    private void add(String pid, String what, Object was, Object is) {
        found.add(
                new Weakening(
                        pid, what, String.valueOf(was), String.valueOf(is), Optional.empty()));
    }

    private void compare(BytePath folder) {
        Shield was = before.at(folder);
        Shield is = after.at(folder);
        if (was == null) {
            return;
        }
        if (is == null) {
            add(was.pid(), "guarded", folder, "");
            return;
        }
        settings(is.pid(), was.watch(), is.watch());
        scanners(was, is);
        is.filters().forEach(filter -> filter(was, is, filter));
    }

    private void settings(String pid, Watch was, Watch is) {
        Set<AccessKind> lost = new HashSet<>(GuardedWatch.kinds(was.scanOn()));
        lost.removeAll(GuardedWatch.kinds(is.scanOn()));
        weaker(!lost.isEmpty(), pid, "scanOn", was.scanOn().text(), is.scanOn().text());
        weaker(was.prevention(), is.prevention(), pid, "prevention");
        weaker(was.onError(), is.onError(), pid, "onError");
        weaker(was.oversize(), is.oversize(), pid, "oversize");
        boolean smaller = is.maxFileSize() < was.maxFileSize();
        weaker(smaller, pid, "maxFileSize", was.maxFileSize(), is.maxFileSize());
        boolean kept = was.action() != Action.REPORT && is.action() == Action.REPORT;
        weaker(kept, pid, "action", was.action().text(), is.action().text());
        // Who gets no verdict in time may pass.
        boolean sooner =
                is.onError() == Fallback.ALLOW && is.deadline().compareTo(was.deadline()) < 0;
        weaker(
                sooner,
                pid,
                "deadline",
                was.deadline().toMillis() + "ms",
                is.deadline().toMillis() + "ms");
        weaker(was.catchUp(), is.catchUp(), pid, "catchUp");
        weaker(was.arrivals(), is.arrivals(), pid, "arrivals");
        weaker(was.crossMounts(), is.crossMounts(), pid, "crossMounts");
    }

    private void weaker(boolean weaker, String pid, String what, Object was, Object is) {
        if (weaker) {
            add(pid, what, was, is);
        }
    }

    private void weaker(boolean was, boolean is, String pid, String what) {
        weaker(was && !is, pid, what, was, is);
    }

    private void weaker(Fallback was, Fallback is, String pid, String what) {
        weaker(was == Fallback.DENY && is == Fallback.ALLOW, pid, what, was.text(), is.text());
    }

    /** Others may come, ranked higher or not; none must go, as it judges where others do not. */
    private void scanners(Shield was, Shield is) {
        String now = is.scanners().stream().map(Part::name).collect(Collectors.joining(", "));
        for (Part scanner : was.scanners()) {
            if (!has(is, scanner)) {
                boolean gone = after.shields().stream().noneMatch(shield -> has(shield, scanner));
                String pid = gone ? scanner.pid() : is.pid();
                add(pid, gone ? "scanner" : "scanner.target", scanner.name(), now);
            }
        }
    }

    private static boolean has(Shield shield, Part scanner) {
        return shield.scanners().stream().anyMatch(part -> part.name().equals(scanner.name()));
    }

    private void filter(Shield was, Shield is, Part filter) {
        Optional<Part> same = find(was.filters(), filter);
        if (same.isPresent()) {
            changed(same.get(), filter);
        } else if (before.shields().stream().anyMatch(s -> find(s.filters(), filter).isPresent())) {
            add(is.pid(), "filter.target", was.watch().filterTarget(), is.watch().filterTarget());
        } else {
            add(filter.pid(), "filter", "", filter.text());
        }
    }

    private static Optional<Part> find(Collection<Part> parts, Part part) {
        return parts.stream().filter(other -> other.pid().equals(part.pid())).findFirst();
    }

    private void changed(Part was, Part is) {
        Set<String> keys = new LinkedHashSet<>(was.settings().keySet());
        keys.addAll(is.settings().keySet());
        for (String key : keys) {
            List<String> old = was.settings().get(key);
            List<String> now = is.settings().get(key);
            if (!Objects.equals(old, now) && !exemptsLess(key, old, now)) {
                add(is.pid(), key, text(old), text(now));
            }
        }
    }

    private static boolean exemptsLess(String key, List<String> was, List<String> is) {
        List<String> old = was == null ? List.of() : was;
        List<String> now = is == null ? List.of() : is;
        return key.startsWith(SPARING) ? now.containsAll(old) : old.containsAll(now);
    }

    private static String text(List<String> items) {
        return items == null ? "" : String.join(", ", items);
    }
}
