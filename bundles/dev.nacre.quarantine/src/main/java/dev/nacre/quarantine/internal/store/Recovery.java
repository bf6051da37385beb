/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Directory;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.LinuxException;
import dev.nacre.quarantine.internal.folder.Folder;
import dev.nacre.quarantine.internal.folder.Probe;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the folder at start: brings each entry to one of the states that {@link Shelf} names, by
 * the rules in {@link Taker}, {@link Remover} and {@link Restorer}. What follows from no step is
 * not guessed at: it is moved to {@code damaged}, for people to look at.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Shelf shelf;
    private final Folder folder;
    private final Aftermath aftermath;
    private final Damage damage;

    Recovery(Shelf shelf, Probe probe) {
        this.shelf = shelf;
        this.folder = shelf.folder();
        this.damage = new Damage(folder);
        this.aftermath = new Aftermath(probe);
    }

    void run() throws IOException {
        for (Map.Entry<String, Set<String>> found : parts().entrySet()) {
            mend(found.getKey(), found.getValue());
        }
        folder.sync();
    }

    private Map<String, Set<String>> parts() throws LinuxException {
        Map<String, Set<String>> parts = new TreeMap<>();
        for (Directory.Entry entry : folder.list()) {
            Matcher part = Names.PART.matcher(entry.name().toString());
            if (part.matches()) {
                parts.computeIfAbsent(part.group(1), id -> new TreeSet<>()).add(part.group(2));
            }
        }
        return parts;
    }

    private void mend(String id, Set<String> parts) throws IOException {
        if (parts.contains("json.tmp")) {
            folder.unlink(Names.beside(Names.metadata(id)));
        }
        if (parts.contains("intent.tmp")) {
            folder.unlink(Names.beside(Names.intent(id)));
        }
        if (parts.contains("intent")) {
            finish(id);
        }
        boolean described = parts.contains("json");
        if (parts.contains("gone")) {
            folder.unlinkIfThere(Names.metadata(id));
            folder.unlink(Names.gone(id));
            LOG.info("The deletion of {} from quarantine is finished", id);
        } else if (parts.contains("data")) {
            keep(id, Names.data(id));
        } else if (described && parts.contains("data.tmp")) {
            settle(id);
        } else if (described) {
            damage.setApart("its bytes are missing", Names.metadata(id));
        } else if (parts.contains("data.tmp")) {
            folder.unlink(Names.copied(id));
            LOG.info("A take was cut short; the file was not touched, its half copy is deleted");
        }
    }

    /** Ends what an intent tells of, else keeps the intent for the next start. */
    private void finish(String id) throws IOException {
        try {
            Intent intent = Intent.read(folder, id);
            if (intent.removed().isPresent()) {
                FileIdentity removed = intent.removed().get();
                Aftermath.Fate fate =
                        aftermath.settleRemoval(intent.path(), intent.aside(), removed);
                if (fate == Aftermath.Fate.UNKNOWN) {
                    return;
                }
            } else if (!aftermath.settleRestore(intent.path(), intent.aside())) {
                return;
            }
            folder.unlink(Names.intent(id));
        } catch (LinuxException e) {
            throw e;
        } catch (IOException e) {
            damage.setApart(e.getMessage(), Names.intent(id));
        }
    }

    private void keep(String id, BytePath data) throws IOException {
        try {
            shelf.list(check(id, data));
        } catch (LinuxException e) {
            throw e;
        } catch (IOException e) {
            damage.setApart(e.getMessage(), Names.metadata(id), data);
        }
    }

    private void settle(String id) throws IOException {
        Metadata metadata;
        try {
            metadata = check(id, Names.copied(id));
        } catch (LinuxException e) {
            throw e;
        } catch (IOException e) {
            damage.setApart(e.getMessage(), Names.metadata(id), Names.copied(id));
            return;
        }
        BytePath path = metadata.entry().path();
        switch (aftermath.settleRemoval(path, Names.aside(id), metadata.origin())) {
            case AT_ITS_PLACE -> {
                shelf.space().release(metadata.entry().size());
                folder.unlink(Names.metadata(id));
                folder.unlink(Names.copied(id));
                LOG.info("The take of {} was cut short; the file is at its place", path);
            }
            case GONE -> {
                shelf.hold(id);
                shelf.list(metadata);
                LOG.info("The take of {} is finished; it is kept as {}", path, id);
            }
            case UNKNOWN -> shelf.list(metadata);
        }
    }

    /** Reads an entry and counts its space. */
    private Metadata check(String id, BytePath data) throws IOException {
        if (folder.identify(Names.metadata(id)).isEmpty()) {
            throw new IOException("its metadata is missing");
        }
        Metadata metadata = MetadataFormat.read(JsonFile.read(folder, Names.metadata(id)), id);
        FileStatus status = FileStatus.scratch();
        if (!status.read(folder.descriptor(), data)) {
            throw LinuxException.last("look at " + data);
        }
        long expected = DataFormat.kept(metadata.entry().size());
        if (!status.isRegular() || status.size() != expected) {
            throw new IOException(
                    "its bytes are " + status.size() + " and should be " + expected + " in number");
        }
        shelf.space().add(metadata.entry().size());
        return metadata;
    }
}
