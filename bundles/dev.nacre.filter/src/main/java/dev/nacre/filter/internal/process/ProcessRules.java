/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.process;

import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.WatchNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rules of one process filter. Immutable; what a match reports is made beforehand. */
final class ProcessRules {
    /** The kernel keeps 16 bytes, the last of them NUL (TASK_COMM_LEN; prctl(2), PR_SET_NAME). */
    private static final int LONGEST_COMMAND = 15;

    /** What a match by a process itself, and by an ancestor of it, reports. */
    private record Report(Optional<String> self, Optional<String> child) {
        static Report of(String kind, Object what) {
            return new Report(Optional.of(kind + " " + what), Optional.of("child of " + what));
        }
    }

    private final WatchNames watches;
    private final Map<BytePath, Report> executables;
    private final Map<String, Report> commands;
    private final boolean children;
    private final GroupRules groups;

    private ProcessRules(
            WatchNames watches,
            Map<BytePath, Report> executables,
            Map<String, Report> commands,
            boolean children,
            GroupRules groups) {
        this.watches = watches;
        this.executables = Map.copyOf(executables);
        this.commands = Map.copyOf(commands);
        this.children = children;
        this.groups = groups;
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static ProcessRules of(Settings settings) {
        Map<BytePath, Report> executables = new HashMap<>();
        for (BytePath executable : settings.paths("executables")) {
            executables.put(executable, Report.of("executable", executable));
        }
        Map<String, Report> commands = new HashMap<>();
        for (String command : settings.texts("commands")) {
            if (command.getBytes(StandardCharsets.UTF_8).length > LONGEST_COMMAND) {
                settings.problem(
                        "commands",
                        command,
                        "the kernel keeps the first " + LONGEST_COMMAND + " bytes of a name");
            }
            commands.put(command, Report.of("command", command));
        }
        return new ProcessRules(
                WatchNames.of(settings),
                executables,
                commands,
                settings.flag("children"),
                GroupRules.of(settings));
    }

    /** The watches that the rules are for. */
    WatchNames watches() {
        return watches;
    }

    /** What the first rule that matches a process reports; empty where none does. */
    Optional<String> firstMatch(Accessor process) {
        Report report = reportOf(process);
        if (report != null) {
            return report.self();
        }
        if (children) {
            for (Accessor ancestor : process.ancestors()) {
                report = reportOf(ancestor);
                if (report != null) {
                    return report.child();
                }
            }
        }
        return groups.firstMatch(process.controlGroup());
    }

    private Report reportOf(Accessor process) {
        Report report = process.executable() == null ? null : executables.get(process.executable());
        return report != null || process.command() == null
                ? report
                : commands.get(process.command());
    }
}
