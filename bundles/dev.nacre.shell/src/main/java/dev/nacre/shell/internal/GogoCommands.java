/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.Verbs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The verbs as commands of the Gogo shell, such as {@code nacre:status}. Its words are strings:
 * paths are written in the form of {@link BytePath#parse}. A command whose exit code would not be 0
 * returns that code.
 */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=nacre",
            "osgi.command.function=status",
            "osgi.command.function=watches",
            "osgi.command.function=scan",
            "osgi.command.function=quarantine",
            "osgi.command.function=explain",
            "osgi.command.function=release"
        })
public final class GogoCommands {
    private final Verbs verbs;

    @Activate
    public GogoCommands(@Reference Verbs verbs) {
        this.verbs = verbs;
    }

    @Descriptor("how the guard is, and what it has done since it started")
    public Integer status(CommandSession session, String... words) throws InterruptedException {
        return run("status", session, words);
    }

    @Descriptor("the watches in force, and which of their paths are guarded")
    public Integer watches(CommandSession session, String... words) throws InterruptedException {
        return run("watches", session, words);
    }

    @Descriptor("scan files, and folders with all that is below them")
    public Integer scan(CommandSession session, String... words) throws InterruptedException {
        return run("scan", session, words);
    }

    @Descriptor("infected files that were taken away: list, give back, delete")
    public Integer quarantine(CommandSession session, String... words) throws InterruptedException {
        return run("quarantine", session, words);
    }

    @Descriptor("whether a file would be scanned, by which watch, or why not")
    public Integer explain(CommandSession session, String... words) throws InterruptedException {
        return run("explain", session, words);
    }

    @Descriptor("close the files below a folder that are kept open, so that it can be unmounted")
    public Integer release(CommandSession session, String... words) throws InterruptedException {
        return run("release", session, words);
    }

    Integer run(String verb, CommandSession session, String... words) throws InterruptedException {
        List<BytePath> arguments = new ArrayList<>();
        arguments.add(BytePath.of(verb));
        for (String word : words) {
            arguments.add(BytePath.parse(word));
        }
        Path directory = session.currentDir();
        Terminal terminal =
                new Terminal(
                        session.getConsole(),
                        System.err,
                        false,
                        false,
                        Terminal.USUAL_WIDTH,
                        BytePath.of(
                                directory == null ? "/" : directory.toAbsolutePath().toString()));
        int code = verbs.run(arguments, terminal);
        return code == 0 ? null : code;
    }
}
