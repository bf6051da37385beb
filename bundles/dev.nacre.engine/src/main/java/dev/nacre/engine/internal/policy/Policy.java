/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.Fallback;
import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.scan.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is configured, at one moment: each access is judged by exactly one of these. Immutable,
 * and replaced in one assignment.
 */
public final class Policy {
    private final long generation;
    private final List<GuardedWatch> watches;

    /** The folders of all watches, the longest first: the most particular one decides. */
    private final List<Folder> folders;

    private final GuardedWatch common;
    private final boolean leaving;

    private record Folder(BytePath path, GuardedWatch watch) {}

    /**
     * @param watches in the order of their names
     * @param guarded by a watch's name, the folders that its paths lead to: a path may lead through
     *     symbolic links, accesses are reported without
     */
    public Policy(
            long generation, List<GuardedWatch> watches, Map<String, List<BytePath>> guarded) {
        this.generation = generation;
        this.watches = List.copyOf(watches);
        List<Folder> all = new ArrayList<>();
        for (GuardedWatch watch : watches) {
            Set<BytePath> paths = new LinkedHashSet<>(watch.watch().paths());
            paths.addAll(guarded.getOrDefault(watch.watch().name(), List.of()));
            paths.forEach(path -> all.add(new Folder(path, watch)));
        }
        all.sort(Comparator.comparingInt(folder -> -folder.path.length()));
        this.folders = List.copyOf(all);
        this.common = common(watches);
        this.leaving =
                watches.stream().allMatch(watch -> watch.watch().cache() == CacheMode.KERNEL);
    }

    private static GuardedWatch common(List<GuardedWatch> watches) {
        if (watches.isEmpty()) {
            return null;
        }
        GuardedWatch first = watches.get(0);
        boolean alike =
                watches.stream().allMatch(w -> w.caches() && w.lanes().equals(first.lanes()));
        return alike ? first : null;
    }

    public long generation() {
        return generation;
    }

    public List<GuardedWatch> watches() {
        return watches;
    }

    /**
     * The scanner whose clean verdicts hold for whatever is accessed, so that an identity alone
     * settles an access; null where watches differ in scanner, or one wants no cache.
     */
    public Lane commonLane() {
        return common == null ? null : common.lane();
    }

    /**
     * As {@link #commonLane}; null too where a watch wants to see each access. The kernel knows a
     * file and not the path it is reached by, so all watches must agree.
     */
    public Lane kernelLane() {
        return leaving ? commonLane() : null;
    }

    /**
     * What to answer for an access whose path may not be asked for, as that might not come back:
     * allowed only where no watch wants a refusal.
     */
    public boolean allowsUnseen() {
        for (int i = 0; i < watches.size(); i++) {
            Watch watch = watches.get(i).watch();
            if (watch.prevention() && watch.onError() == Fallback.DENY) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is to be done with an access. Asks for its path, and for the process only if a filter
     * does.
     */
    public Decision decide(Access access) {
        GuardedWatch watch = watchOf(access);
        if (watch == null) {
            return Decision.OUTSIDE;
        }
        if (!watch.kinds().contains(access.kind())) {
            return new Decision.OtherAccess(watch);
        }
        for (int i = 0; i < watch.filters().size(); i++) {
            BoundFilter filter = watch.filters().get(i);
            Optional<String> rule = filter.rule(watch.watch(), access);
            if (rule.isPresent()) {
                return new Decision.Filtered(watch, filter, rule.get());
            }
        }
        return access.size() > watch.watch().maxFileSize()
                ? new Decision.TooLarge(watch)
                : new Decision.Scan(watch);
    }

    /** The folders that no watch wants to hear of, as its filters have it now. */
    public ExemptFolders exemptFolders() {
        Set<BytePath> exempt = new LinkedHashSet<>();
        Map<GuardedWatch, List<BytePath>> whole = new IdentityHashMap<>();
        for (GuardedWatch watch : watches) {
            List<BytePath> all =
                    watch.filters().stream()
                            .flatMap(filter -> filter.folders(watch.watch()).stream())
                            .toList();
            whole.put(watch, all);
            all.stream().filter(folder -> watchOf(folder) == watch).forEach(exempt::add);
        }
        Set<BytePath> kept = new LinkedHashSet<>();
        for (Folder folder : folders) {
            List<BytePath> all = whole.get(watchOf(folder.path));
            (all.stream().anyMatch(folder.path::isWithin) ? exempt : kept).add(folder.path);
        }
        return new ExemptFolders(exempt, kept);
    }

    private GuardedWatch watchOf(Access access) {
        Location location = access.location();
        if (!location.ours() && !location.deleted()) {
            return strictest(access);
        }
        return watchOf(location.canonical());
    }

    private GuardedWatch watchOf(BytePath canonical) {
        for (int i = 0; i < folders.size(); i++) {
            Folder folder = folders.get(i);
            if (canonical.isWithin(folder.path)) {
                return folder.watch;
            }
        }
        return null;
    }

    /**
     * A path that cannot be trusted, as it is of another mount namespace, may be any file of a
     * marked file system: it is taken as guarded by the first watch that asks for the access.
     */
    private GuardedWatch strictest(Access access) {
        for (int i = 0; i < watches.size(); i++) {
            if (watches.get(i).kinds().contains(access.kind())) {
                return watches.get(i);
            }
        }
        return null;
    }
}
