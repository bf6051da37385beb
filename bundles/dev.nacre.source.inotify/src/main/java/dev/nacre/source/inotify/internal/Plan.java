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
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
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

    private static final int PLACE = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

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
                    findings.add(finding(watch, path + " " + whyNot(path, e)));
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
        int folder = Descriptors.open(withoutSlash(path), PLACE);
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

    /** Behind a slash even a link's last name would be followed. */
    private static BytePath withoutSlash(BytePath path) {
        int length = path.length();
        while (length > 1 && path.byteAt(length - 1) == '/') {
            length--;
        }
        return BytePath.of(path.bytes(), length);
    }

    /** Why a path is not guarded, and what to do, as the end of a sentence. */
    private static String whyNot(BytePath path, LinuxException failure) {
        return switch (failure.errno()) {
            case Errno.ENOENT -> "does not exist: it is guarded as soon as it appears";
            case Errno.ENOTDIR, Errno.ELOOP -> whatInstead(withoutSlash(path));
            default -> "cannot be opened: " + failure.getMessage();
        };
    }

    private static String whatInstead(BytePath path) {
        BytePath target = Descriptors.readLink(path);
        return target == null
                ? "is not a folder: name the folder that holds it"
                : "is a symbolic link to " + target + ": name the folder it leads to";
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
