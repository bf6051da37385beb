/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the terminal, if there is one. */
final class TerminalProbe {
    /** Names of terminals: pts(4), tty(4), console(4), ttyS(4). */
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

    private static final Pattern NUMBER = Pattern.compile("(?:\\d+ )?([1-9]\\d{0,3})\\s*");

    private final Map<String, String> environment;

    TerminalProbe(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether the standard output is a terminal whose user wants colour (no-color.org). */
    boolean wantsColour() {
        return isTerminal(1)
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether lines on the standard error can be drawn over. */
    boolean wantsProgress() {
        return isTerminal(2) && !"dumb".equals(environment.get("TERM"));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return TERMINAL.matcher(target.toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** Columns; 0 where unknown. */
    int width() {
        Matcher given = NUMBER.matcher(environment.getOrDefault("COLUMNS", ""));
        if (given.matches()) {
            return Integer.parseInt(given.group(1));
        }
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher answer = NUMBER.matcher(size);
            return answer.matches() ? Integer.parseInt(answer.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
