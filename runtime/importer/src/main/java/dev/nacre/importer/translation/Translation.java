/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.KnownOptions;
import dev.nacre.importer.input.Said;
import java.util.List;

/** From what was said to clamonacc to what Nacre is to be configured to. */
public final class Translation {
    /** Filters and scanners come before watches: a host that runs reads the files in this order. */
    private static final List<Subject> SUBJECTS =
            List.of(
                    new ByItself(),
                    new Excludes(),
                    new Depth(),
                    new Users(),
                    new Scanners(),
                    new Errors(),
                    new Actions(),
                    new Watches());

    private Translation() {}

    /** What concerns guarding; all other options of clamd.conf are about clamd alone. */
    public static List<String> options() {
        return SUBJECTS.stream().flatMap(subject -> subject.options().stream()).toList();
    }

    /** Puts everything together. Looks at no file. */
    public static Draft of(Input input) {
        Draft draft = new Draft();
        SUBJECTS.forEach(subject -> subject.translate(input, draft));
        draft.leave(
                input.repeated(), "clamd takes the first of several settings, and so does Nacre");
        input.inForce().stream()
                .filter(said -> KnownOptions.CLAMD.isDeprecated(said.option()))
                .forEach(said -> draft.leave(said, "clamd passes over it, as it is out of date"));
        return draft;
    }

    /** How many settings are about clamd alone, and stay in force there. */
    public static long others(Input input) {
        return input.inForce().stream()
                .map(Said::option)
                .filter(option -> !options().contains(option))
                .filter(option -> !KnownOptions.CLAMD.isDeprecated(option))
                .count();
    }
}
