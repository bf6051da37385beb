/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files and keeps nothing. The steps, and what a death of the process leaves there:
 *
 * <ol>
 *   <li>The intent is written to {@code ID.intent}. Left: the original, not touched.
 *   <li>The original is set aside, looked at and deleted, as {@link Taker} does. Left: the file as
 *       {@code .nacre-ID}; the next start deletes it, or puts back another file.
 *   <li>The intent is deleted. Left: an intent about nothing, which the next start deletes.
 * </ol>
 */
final class Remover {
    private static final Logger LOG = LoggerFactory.getLogger(Remover.class);

    private final Shelf shelf;
    private final Probe probe;

    Remover(Shelf shelf, Probe probe) {
        this.shelf = shelf;
        this.probe = probe;
    }

    /** Removes the name; that the file has no name any more is well too. */
    void remove(FileContent file, BytePath path) throws IOException {
        try {
            Trail.follow(
                    file,
                    path,
                    at -> {
                        removeNow(file, at);
                        return at;
                    });
        } catch (Swapped e) {
            if (!e.isNameless()) {
                throw e;
            }
        }
    }

    private void removeNow(FileContent file, BytePath path) throws IOException {
        try (Original original = Original.find(file, path, probe)) {
            String id = shelf.newId();
            BytePath aside = Names.aside(id);
            new Intent(path, aside, Optional.of(original.identity())).write(shelf.folder(), id);
            try {
                original.delete(aside);
            } catch (IOException | RuntimeException e) {
                Cleanup.unlink(shelf.folder(), Names.intent(id), e);
                throw e;
            }
            try {
                shelf.folder().unlink(Names.intent(id));
            } catch (IOException e) {
                LOG.warn("{} is deleted; the next start tidies up after it", path, e);
            }
        }
    }
}
