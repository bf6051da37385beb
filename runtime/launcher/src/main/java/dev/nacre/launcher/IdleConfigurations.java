/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of {@code etc} that configure nothing, as they are for a feature that is not started. */
final class IdleConfigurations {
    /** {@code PID.cfg} or {@code PID-NAME.cfg}; a PID of an optional feature ends in its name. */
    private static final Pattern FILE =
            Pattern.compile("dev\\.nacre\\.(?:\\w+\\.)*(\\w+)(?:-.*)?\\.cfg");

    private IdleConfigurations() {}

    /**
     * What is to be said of them: a line each.
     *
     * @param idle names of the features that are not started
     */
    static List<String> in(Path etc, Set<String> idle) throws Refusal {
        try (Stream<Path> files = Files.list(etc)) {
            return files.sorted().flatMap(file -> said(file, idle)).toList();
        } catch (IOException e) {
            throw new Refusal("cannot list the configurations in " + etc + ": " + e, e);
        }
    }

    private static Stream<String> said(Path file, Set<String> idle) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        return name.matches() && idle.contains(name.group(1))
                ? Stream.of(
                        "%s configures nothing, as its feature is not started; it is with: nacre run --with %s"
                                .formatted(file, name.group(1)))
                : Stream.empty();
    }
}
