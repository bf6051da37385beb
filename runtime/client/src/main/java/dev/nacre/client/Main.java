/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code bin/nacre} starts for every verb but {@code run}: asks the running host. */
public final class Main {
    /** Exit code: the host could not be asked. */
    static final int FAILED = 2;

    /** EX_USAGE, sysexits.h. */
    private static final int USAGE = 64;

    /** As a shell shows it: ended by SIGPIPE, 128 + 13 (signal(7)). */
    private static final int OUTPUT_CLOSED = 141;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String HELP =
            """
            usage: nacre VERB [ARGUMENT]... [--var DIR]
              run         start the host, in the foreground
              archive     lay its classes out beforehand, so that it starts sooner
              import      write configurations that do what a clamd.conf told clamonacc
              status, watches, scan, quarantine, explain, help
                          ask the running host; where one runs, help says more
            """;

    private Main() {}

    /** Reads its arguments from procfs; {@code args} has lost what is not text. */
    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(args.length, out, err));
    }

    private static int run(int count, OutputStream out, OutputStream err) {
        try {
            byte[] directory = RawBytes.workingDirectory();
            CommandLine line = CommandLine.of(RawBytes.arguments(count));
            return ask(line, var(line, directory), directory, out, err);
        } catch (IllegalArgumentException e) {
            return complain(e.getMessage(), USAGE, err);
        } catch (IOException e) {
            return complain("procfs cannot be read: " + e.getMessage(), FAILED, err);
        } catch (OutputClosed e) {
            return OUTPUT_CLOSED;
        }
    }

    private static int ask(
            CommandLine line, Path var, byte[] directory, OutputStream out, OutputStream err)
            throws OutputClosed {
        TerminalProbe probe = new TerminalProbe(System.getenv());
        boolean progress = probe.wantsProgress();
        int width = progress ? probe.width() : 0;
        Invocation invocation =
                new Invocation(line.arguments(), directory, probe.wantsColour(), progress, width);
        try {
            return new Client(var, PATIENCE, out, err).run(invocation);
        } catch (HostException e) {
            if (line.asksForHelp() || line.arguments().isEmpty()) {
                boolean asked = line.asksForHelp();
                print(HELP, asked ? out : err);
                return asked ? 0 : USAGE;
            }
            return complain(e.getMessage(), FAILED, err);
        }
    }

    /** The folder of the host to ask: named, else of the environment, else of this installation. */
    private static Path var(CommandLine line, byte[] directory) throws IOException {
        if (line.var().isPresent()) {
            return RawBytes.path(directory, line.var().get());
        }
        Optional<byte[]> environment = RawBytes.environment("NACRE_VAR");
        if (environment.isPresent()) {
            return RawBytes.path(directory, environment.get());
        }
        return Path.of(System.getProperty("nacre.home", "."), "var").toAbsolutePath();
    }

    private static int complain(String message, int code, OutputStream err) {
        try {
            print("nacre: " + message + "\n", err);
        } catch (OutputClosed e) {
            return code;
        }
        return code;
    }

    private static void print(String text, OutputStream to) throws OutputClosed {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new OutputClosed(e);
        }
    }
}
