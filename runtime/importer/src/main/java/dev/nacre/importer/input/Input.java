/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.input;

import dev.nacre.api.file.BytePath;
import dev.nacre.importer.input.KnownOptions.Kind;
import dev.nacre.importer.input.Mistakes.Mistake;
import dev.nacre.scanner.clamd.conf.ConfFile;
import dev.nacre.scanner.clamd.conf.ConfFile.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is said to clamonacc: by clamd.conf, by its command line, and by the lists of folders
 * that this names. Each value has the form that its option wants. Immutable.
 *
 * @param conf the clamd.conf it was read from, absolute
 * @param inForce what is set, in the order of the file, then of the command line; the lines of a
 *     list under the name of its option
 * @param repeated settings of options that may be set once, which clamd passes over
 */
public record Input(Path conf, List<Said> inForce, List<Said> repeated) {
    /** Options that name a file of folders, one a line. */
    private static final List<String> LISTS = List.of("--watch-list", "--exclude-list");

    public Input {
        inForce = List.copyOf(inForce);
        repeated = List.copyOf(repeated);
    }

    /**
     * Reads all files.
     *
     * @throws IOException if one cannot be read
     * @throws Mistakes if one is not what clamd or clamonacc would take
     */
    public static Input read(Arguments arguments) throws IOException, Mistakes {
        Path conf = arguments.conf().toAbsolutePath().normalize();
        List<Said> inForce = new ArrayList<>();
        List<Said> repeated = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        readConf(conf, inForce, repeated, mistakes);
        Set<String> seen = new HashSet<>();
        for (Said said : arguments.options()) {
            if (!seen.add(said.option())) {
                repeated.add(said);
            } else if (LISTS.contains(said.option())) {
                readList(said, inForce, mistakes);
            } else {
                inForce.add(said);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Mistakes(mistakes);
        }
        return new Input(conf, inForce, repeated);
    }

    private static void readConf(
            Path conf, List<Said> inForce, List<Said> repeated, List<Mistake> mistakes)
            throws IOException {
        ConfFile file = ConfFile.parse(Files.readAllBytes(conf));
        file.problems()
                .forEach(p -> mistakes.add(new Mistake(conf + ":" + p.number(), p.message())));
        KnownOptions known = KnownOptions.CLAMD;
        Set<String> seen = new HashSet<>();
        for (Line line : file.lines()) {
            String option = line.option();
            Said said = new Said(place(conf, line.number()), option, line.value());
            Optional<String> objection = objection(said);
            if (objection.isPresent()) {
                mistakes.add(new Mistake(conf + ":" + line.number(), objection.get()));
            } else if (seen.add(option) || known.isMultiple(option)) {
                inForce.add(said);
            } else {
                repeated.add(said);
            }
        }
        mistakes.sort((one, other) -> Integer.compare(number(one), number(other)));
    }

    private static int number(Mistake mistake) {
        return Integer.parseInt(mistake.where().substring(mistake.where().lastIndexOf(':') + 1));
    }

    private static Optional<String> objection(Said said) {
        Kind kind = KnownOptions.CLAMD.byName().get(said.option());
        if (kind == null) {
            return Optional.of(
                    "clamd knows no option "
                            + shown(said.option())
                            + KnownOptions.CLAMD
                                    .like(said.option())
                                    .map(name -> "; meant is perhaps " + name)
                                    .orElse("; correct it, or make it a comment (#)"));
        }
        return kind.objection(said.value())
                .map(why -> said.option() + " " + said.shown() + " is wrong: " + why);
    }

    /** In one line, whatever the file is called. */
    private static String place(Path file, int line) {
        return BytePath.of(String.valueOf(file.getFileName())) + ":" + line;
    }

    /** The file, as a configuration writes its name. */
    public String confShown() {
        return BytePath.of(conf.toString()).toString();
    }

    private static String shown(String bytes) {
        return new Said("", "", bytes).shown();
    }

    /** A line a folder; clamonacc passes over what is no folder (misc/utils.c). */
    private static void readList(Said list, List<Said> inForce, List<Mistake> mistakes)
            throws IOException {
        Path file = list.file();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("/")) {
                String shown = shown(line);
                mistakes.add(
                        new Mistake(
                                file + ":" + number, shown + " is no absolute path of a folder"));
            } else if (!line.isBlank()) {
                inForce.add(new Said(place(file, number), list.option(), line));
            }
        }
    }

    /** Each setting of an option, in order. */
    public List<Said> all(String option) {
        return inForce.stream().filter(said -> said.option().equals(option)).toList();
    }

    /** The setting of an option that may be set once. */
    public Optional<Said> one(String option) {
        return all(option).stream().findFirst();
    }

    /** Whether an option is there and says yes. */
    public boolean says(String option) {
        return one(option).map(said -> said.value().matches("(?i)yes|true|1|")).orElse(false);
    }
}
