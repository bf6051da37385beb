/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Tells logback where its file lies, before the first logger is made, and ends it at the end. */
final class Logging {
    /** Read by {@code etc/logback.xml}. */
    private static final String VAR = "nacre.var";

    private Logging() {}

    static void configure(Layout layout) {
        Path file = layout.etc().resolve("logback.xml");
        System.setProperty(VAR, layout.var().toString());
        // Without a file of the administrator's the one in the launcher's jar is taken.
        System.setProperty(
                "logback.configurationFile",
                Files.isReadable(file)
                        ? file.toUri().toString()
                        : "dev/nacre/launcher/logback-fallback.xml");
    }

    /** Writes what waits in the asynchronous appenders. */
    static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
