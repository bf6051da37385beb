/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

import dev.nacre.linux.Accounts;
import dev.nacre.notifier.delivery.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Starts a command by three tools that are in every Debian (coreutils, findutils, util-linux), one
 * starting the next, without a shell and without a moment in which anything runs as it should not:
 *
 * <ul>
 *   <li>{@code timeout} makes a process group, and ends all of it when the time is over or it is
 *       told to end. Java cannot end a group.
 *   <li>{@code setpriv} becomes another user, with that one's groups, and drops capabilities.
 *   <li>{@code xargs -0} takes the environment and the command from its input, byte by byte: Java's
 *       own are text, in which names of files that are no UTF-8 get lost. It runs {@code env -i}
 *       with just these, once or not at all.
 * </ul>
 */
final class Launch {
    /** Between the request to end and the end: timeout(1), {@code --kill-after}. */
    static final int GRACE_SECONDS = 2;

    private Launch() {}

    /**
     * Starts the command. Standard output and error are one.
     *
     * @param variables the whole environment, each {@code NAME=value}
     * @throws RefusedException where there is no such user
     * @throws IOException where nothing can be started
     */
    static Process start(Options options, List<byte[]> variables)
            throws IOException, RefusedException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (byte[] variable : variables) {
            words.writeBytes(variable);
            words.write(0);
        }
        for (String word : options.command()) {
            words.writeBytes(Variables.bytes(word));
            words.write(0);
        }
        int count = variables.size() + options.command().size();
        ProcessBuilder builder =
                new ProcessBuilder(tools(options, count)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(words.toByteArray());
        } catch (IOException e) {
            // It ended before it read this; its exit code and what it said tell why.
            process.onExit();
        }
        return process;
    }

    private static List<String> tools(Options options, int words)
            throws IOException, RefusedException {
        List<String> line = new ArrayList<>();
        line.add("/usr/bin/timeout");
        line.add("--kill-after=" + GRACE_SECONDS);
        line.add(options.timeout().toMillis() / 1000.0 + "s");
        if (!options.user().isEmpty()) {
            line.addAll(become(options.user()));
        }
        // With a number of words that must fit at once, it cannot make two commands of one.
        line.addAll(List.of("/usr/bin/xargs", "-0", "-x", "-n", Integer.toString(words)));
        line.addAll(List.of("/usr/bin/env", "-i", "--chdir=/"));
        return line;
    }

    private static List<String> become(String user) throws IOException, RefusedException {
        OptionalInt id = Accounts.user(user);
        OptionalInt group = Accounts.groupOf(user);
        if (id.isEmpty() || group.isEmpty()) {
            throw new RefusedException(
                    "There is no user " + user + " to run the command as; name another");
        }
        return List.of(
                "/usr/bin/setpriv",
                "--reuid=" + id.getAsInt(),
                "--regid=" + group.getAsInt(),
                "--init-groups",
                "--inh-caps=-all",
                "--");
    }
}
