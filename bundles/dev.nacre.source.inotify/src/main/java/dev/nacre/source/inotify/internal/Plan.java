/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.inotify.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.NamedFolder;
import dev.nacre.linux.libc.Errno;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the watches ask for, as far as it is there. Two plans that are equal ask for the same.
 *
 * @param scopes the longest path first: the innermost decides
 * @param guarded canonical paths, none below another, by the watch's name
 * @param missing paths of the configuration that do not exist yet
 * @param findings what could not be had
 */
record Plan(
        List<Scope> scopes,
        Map<String, List<BytePath>> guarded,
        Set<BytePath> missing,
        List<Finding> findings) {
    static final Plan NOTHING = new Plan(List.of(), Map.of(), Set.of(), List.of());

    /** Looks where the paths of these watches lead to now. */
    static Plan of(List<Watch> watches, MountTable table) {
        List<Scope> scopes = new ArrayList<>();
        Map<String, List<BytePath>> guarded = new LinkedHashMap<>();
        Set<BytePath> missing = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Watch watch : watches) {
            List<BytePath> paths = new ArrayList<>();
            weakness(watch).ifPresent(why -> findings.add(finding(watch, why)));
            for (BytePath path : watch.paths()) {
                try {
                    Scope scope = look(path, watch.scanOn(), table);
                    paths.add(scope.canonical());
                    scopes.add(scope);
                } catch (LinuxException e) {
                    if (e.errno() == Errno.ENOENT) {
                        missing.add(path);
                    }
                    findings.add(finding(watch, path + " " + NamedFolder.whyNot(path, e)));
                }
            }
            guarded.put(watch.name(), outermost(paths));
        }
        // Of several watches on one folder the first decides, as in the policy.
        scopes.sort(Comparator.comparingInt(scope -> -scope.path().length()));
        return new Plan(
                List.copyOf(scopes),
                Map.copyOf(guarded),
                Set.copyOf(missing),
                List.copyOf(findings));
    }

    private static Finding finding(Watch watch, String message) {
        return new Finding("watch " + watch.name(), Health.DEGRADED, message);
    }

    private static Optional<String> weakness(Watch watch) {
        boolean executing = watch.scanOn() == ScanOn.WRITE_EXEC;
        boolean waiting =
                watch.prevention()
                        && watch.scanOn() != ScanOn.WRITE
                        && watch.scanOn() != ScanOn.MODIFY;
        if (!executing && !waiting) {
            return Optional.empty();
        }
        return Optional.of(
                "inotify makes no access wait: infected files are found after the fact"
                        + (executing
                                ? ", and programs when they are written, not when they are executed"
                                        + " (scanOn = \"open-exec\" scans what is opened)"
                                : ""));
    }

    private static Scope look(BytePath path, ScanOn scanOn, MountTable table)
            throws LinuxException {
        int folder = NamedFolder.open(path);
        try {
            FileStatus status = FileStatus.scratch();
            if (!status.read(folder)) {
                throw LinuxException.last("look at " + path);
            }
            long device = status.device();
            long inode = status.inode();
            BytePath found = Descriptors.path(folder);
            BytePath real = found == null ? path : found;
            BytePath canonical = table.locate(real).canonical();
            return new Scope(
                    path, real, canonical == null ? real : canonical, device, inode, scanOn);
        } finally {
            Descriptors.close(folder);
        }
    }

    private static List<BytePath> outermost(List<BytePath> paths) {
        List<BytePath> result = new ArrayList<>();
        for (BytePath path : paths.stream().distinct().sorted().toList()) {
            if (result.stream().noneMatch(path::isWithin)) {
                result.add(path);
            }
        }
        return List.copyOf(result);
    }

    /** Where trees begin. */
    List<Scope> tops() {
        List<Scope> tops = new ArrayList<>();
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Scope scope = scopes.get(i);
            if (tops.stream().noneMatch(top -> scope.path().isWithin(top.path()))) {
                tops.add(scope);
            }
        }
        return tops;
    }

    /** What is asked for in a folder; {@code null} where nothing is. */
    Scope of(BytePath folder) {
        for (Scope scope : scopes) {
            if (folder.isWithin(scope.path())) {
                return scope;
            }
        }
        return null;
    }

    /** What of another plan is in this one, too. */
    Map<String, List<BytePath>> shared(Map<String, List<BytePath>> before) {
        Map<String, List<BytePath>> shared = new LinkedHashMap<>();
        guarded.forEach(
                (name, paths) -> {
                    List<BytePath> known = before.getOrDefault(name, List.of());
                    shared.put(name, paths.stream().filter(known::contains).toList());
                });
        return shared;
    }
}
