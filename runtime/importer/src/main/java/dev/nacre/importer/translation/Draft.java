/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Mistakes.Mistake;
import dev.nacre.importer.input.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes of an import, while it is put together. For one thread. */
public final class Draft {
    /**
     * Something that holds with Nacre, too.
     *
     * @param how the file and key that say it, or why nothing need be said
     */
    public record Carried(Said said, String how) {}

    /**
     * Something that does not hold with Nacre.
     *
     * @param why the reason, and what comes nearest
     */
    public record Left(Said said, String why) {}

    private final List<CfgFile> files = new ArrayList<>();
    private final Map<Said, String> carried = new LinkedHashMap<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Mistake> faults = new ArrayList<>();

    CfgFile file(String name, String head) {
        CfgFile file = new CfgFile(name + ".cfg", head);
        files.add(file);
        return file;
    }

    void carry(Said said, CfgFile file, String key) {
        carry(said, file.name() + ": " + key);
    }

    void carry(List<Said> all, CfgFile file, String key) {
        all.forEach(said -> carry(said, file, key));
    }

    void carry(Said said, String how) {
        carried.merge(said, how, (before, more) -> before + "; " + more);
    }

    void leave(Said said, String why) {
        left.add(new Left(said, why));
    }

    void leave(List<Said> all, String why) {
        all.forEach(said -> leave(said, why));
    }

    /** Something without which nothing can be made. */
    void fault(String where, String message) {
        faults.add(new Mistake(where, message));
    }

    /** In the order in which they are to appear: what exempts, before what guards. */
    public List<CfgFile> files() {
        return List.copyOf(files);
    }

    public List<Carried> carried() {
        return carried.entrySet().stream()
                .map(entry -> new Carried(entry.getKey(), entry.getValue()))
                .toList();
    }

    public List<Left> left() {
        return List.copyOf(left);
    }

    /** What forbids to write anything; empty where nothing does. */
    public List<Mistake> faults() {
        return List.copyOf(faults);
    }

    /** The comments that name origins. */
    static List<String> origins(List<Said> all, String... remarks) {
        List<String> comments = new ArrayList<>(all.stream().map(Said::toString).toList());
        comments.addAll(List.of(remarks));
        return comments;
    }
}
