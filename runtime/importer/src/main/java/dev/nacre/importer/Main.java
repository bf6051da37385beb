/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.etc.EtcFolder;
import dev.nacre.importer.input.Arguments;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Mistakes;
import dev.nacre.importer.input.Mistakes.Mistake;
import dev.nacre.importer.translation.Draft;
import dev.nacre.importer.translation.Translation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code bin/nacre import} starts; needs no running host. */
public final class Main {
    /** Exit code: nothing was written. */
    private static final int FAILED = 2;

    /** EX_USAGE, sysexits.h. */
    private static final int USAGE = 64;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final String HELP =
            """
            usage: nacre import [CLAMD.CONF] [--etc DIR] [--force] [--json] [OPTION OF CLAMONACC]...
              Writes the configurations that make Nacre do what clamd.conf and the options of
              clamonacc say, and names what it could not carry over.
              CLAMD.CONF   as clamonacc's --config-file; without one, /etc/clamav/clamd.conf
              --etc DIR    where to write; without it, the etc of this installation
              --force      replace files that are there; they are kept as NAME.replaced-N
              --json       for machines
              Of clamonacc: --watch-list, --exclude-list, --move, --remove, --log, ..., as it is
              started now; see clamonacc(8).
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final Path home;

    Main(PrintStream out, PrintStream err, Path home) {
        this.out = out;
        this.err = err;
        this.home = home;
    }

    /** The folder of the distribution stands in the system property {@code nacre.home}. */
    public static void main(String[] words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Path home = Path.of(System.getProperty("nacre.home", "."));
        System.exit(new Main(out, err, home).run(words));
    }

    /** Returns the exit code. */
    int run(String... words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException e) {
            err.println("nacre: " + e.getMessage() + "; nacre import --help says more");
            return USAGE;
        }
        if (arguments.help()) {
            out.print(HELP);
            return 0;
        }
        try {
            return write(arguments);
        } catch (Mistakes e) {
            return refuse(arguments, e.all());
        } catch (IOException e) {
            return refuse(arguments, List.of(new Mistake("nacre", message(e))));
        }
    }

    private int write(Arguments arguments) throws IOException, Mistakes {
        Input input = Input.read(arguments);
        Draft draft = Translation.of(input);
        List<Mistake> mistakes = new ArrayList<>(draft.faults());
        Path path = arguments.etc().orElse(home.resolve("etc")).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
        EtcFolder etc = new EtcFolder(path);
        if (!arguments.force()) {
            for (CfgFile file : etc.conflicts(draft.files())) {
                mistakes.add(
                        new Mistake(
                                path.resolve(file.name()).toString(),
                                "it is there and says something else; with --force it is replaced,"
                                        + " and kept beside"));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Mistakes(mistakes);
        }
        etc.write(draft.files());
        long others = Translation.others(input);
        if (arguments.json()) {
            out.println(GSON.toJson(Report.json(path, draft, others)));
        } else {
            out.print(Report.text(path, draft, others));
        }
        return 0;
    }

    private int refuse(Arguments arguments, List<Mistake> mistakes) {
        if (arguments.json()) {
            out.println(GSON.toJson(Report.json(mistakes)));
        } else {
            mistakes.forEach(mistake -> err.println(mistake));
            err.println("nacre: nothing was written");
        }
        return FAILED;
    }

    private static String message(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + e.getMessage();
        }
        if (e instanceof NotDirectoryException) {
            return "there is no folder "
                    + e.getMessage()
                    + "; copy the etc of the distribution there";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + " may not be read or written; use sudo";
        }
        return e.toString();
    }
}
