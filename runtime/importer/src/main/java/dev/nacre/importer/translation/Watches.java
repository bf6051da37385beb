/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is guarded, and how. */
final class Watches implements Subject {
    /** The watch of what is named as folders. */
    static final String FOLDERS = "clamonacc";

    /** The watch of what is named as mounts. */
    static final String MOUNTS = "clamonacc-mount";

    static final String INCLUDE = "OnAccessIncludePath";
    static final String LIST = "--watch-list";
    private static final String MOUNT = "OnAccessMountPath";
    private static final String PREVENTION = "OnAccessPrevention";
    private static final String EXTRA = "OnAccessExtraScanning";

    @Override
    public List<String> options() {
        return List.of(INCLUDE, LIST, MOUNT, PREVENTION, EXTRA);
    }

    /** The first line of each file. */
    static String head(Input input) {
        return "Written by nacre import from "
                + input.confShown()
                + ". Above each key stands what it comes from.";
    }

    /** The watches that come of it. */
    static List<String> names(Input input) {
        return Stream.of(FOLDERS, MOUNTS).filter(name -> !paths(input, name).isEmpty()).toList();
    }

    private static List<Said> paths(Input input, String watch) {
        if (watch.equals(MOUNTS)) {
            return input.all(MOUNT);
        }
        return Stream.of(INCLUDE, LIST).flatMap(option -> folders(input, option).stream()).toList();
    }

    /** The folders that an option names and that are guarded. */
    static List<Said> folders(Input input, String option) {
        return input.all(option).stream().filter(said -> !said.value().equals("/")).toList();
    }

    @Override
    public void translate(Input input, Draft draft) {
        for (String option : List.of(INCLUDE, LIST, MOUNT)) {
            for (Said said : input.all(option)) {
                if (!said.value().startsWith("/")) {
                    draft.fault(said.toString(), "an absolute path is needed");
                } else if (said.value().equals("/") && !option.equals(MOUNT)) {
                    draft.leave(
                            said,
                            "clamonacc passes over it. Nacre can guard all of the machine: add / to"
                                    + " the paths of a watch, if that is meant");
                }
            }
        }
        List<String> names = names(input);
        if (names.isEmpty()) {
            draft.fault(
                    input.conf().toString(),
                    "it names no folder to guard: set OnAccessIncludePath there, or name a"
                            + " list of folders with --watch-list FILE");
            return;
        }
        names.forEach(name -> watch(name, input, draft));
        if (!names.contains(FOLDERS)) {
            return;
        }
        input.all(MOUNT)
                .forEach(
                        said ->
                                draft.carry(
                                        said,
                                        "clamonacc passes over OnAccessIncludePath beside it; here"
                                                + " both are guarded"));
    }

    private static void watch(String name, Input input, Draft draft) {
        CfgFile file = draft.file("dev.nacre.watch-" + name, head(input));
        List<Said> paths = paths(input, name);
        boolean mount = name.equals(MOUNTS);
        Set<String> shown = new LinkedHashSet<>();
        paths.forEach(said -> shown.add(said.shown()));
        file.list("paths", List.copyOf(shown), Draft.origins(paths));
        draft.carry(paths, file, "paths");
        if (mount) {
            file.set(
                    "mark",
                    "mount",
                    List.of(
                            "OnAccessMountPath marks mounts, and so misses containers and bind"
                                    + " mounts; with auto they are seen. clamonacc watches all of the"
                                    + " mount that a folder lies on: for that, name the mount point."));
        }
        file.set(
                "scanOn",
                "open-exec",
                List.of(
                        "clamonacc scans on each open and read. Lighter: close-exec, when a file was"
                                + " written or read and before it is executed; or write-exec, Nacre's"
                                + " own default, with which reading costs nothing."));
        prevention(file, mount, input, draft);
        if (input.says(EXTRA)) {
            file.set("arrivals", "true", Draft.origins(input.all(EXTRA)));
            draft.carry(input.all(EXTRA), file, "arrivals");
        } else {
            input.all(EXTRA).forEach(said -> draft.carry(said, "the default is kept"));
        }
        Errors.set(file, input, draft);
        Actions.set(file, input, draft);
        Scanners.target(input)
                .ifPresent(
                        target ->
                                file.set(
                                        "scanner.target",
                                        target,
                                        Draft.origins(input.all(Scanners.PORT))));
    }

    private static void prevention(CfgFile file, boolean mount, Input input, Draft draft) {
        List<String> comments = new ArrayList<>(Draft.origins(input.all(PREVENTION)));
        if (comments.isEmpty()) {
            comments.add(
                    "clamonacc's default. With \"true\" what is infected cannot be opened at all.");
        } else if (mount && input.says(PREVENTION)) {
            comments.add("clamonacc does not prevent on a mount (#49); Nacre does.");
        }
        file.set("prevention", Boolean.toString(input.says(PREVENTION)), comments);
        draft.carry(input.all(PREVENTION), file, "prevention");
    }
}
