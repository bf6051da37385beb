/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener;
import dev.nacre.shell.internal.verb.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory. Folders are there where something lies in them. */
final class FakeFiles implements FileOpener, FileTree {
    private static final String GONE = "(gone)";
    private static final String FIFO = "(fifo)";

    private final Map<BytePath, String> contents = new TreeMap<>();
    private final Set<BytePath> pseudo = new HashSet<>();
    private final Set<BytePath> unreadable = new HashSet<>();
    final AtomicInteger open = new AtomicInteger();

    FakeFiles file(String path, String content) {
        contents.put(BytePath.parse(path), content);
        return this;
    }

    FakeFiles fifo(String path) {
        return file(path, FIFO);
    }

    /** A file that is there when the folder is listed, and not when it is opened. */
    FakeFiles vanishing(String path) {
        return file(path, GONE);
    }

    FakeFiles madeUpByKernel(String folder) {
        pseudo.add(BytePath.parse(folder));
        return this;
    }

    FakeFiles unreadable(String folder) {
        unreadable.add(BytePath.parse(folder));
        return this;
    }

    @Override
    public OpenFile open(BytePath path) throws IOException {
        String content = contents.get(path);
        if (content == null || content.equals(GONE)) {
            throw new NoSuchFileException(path.toString());
        }
        open.incrementAndGet();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new OpenFile() {
            @Override
            public int descriptor() {
                return -1;
            }

            @Override
            public FileIdentity identify() {
                return new FileIdentity(1, 1, bytes.length, 0, 0);
            }

            @Override
            public int read(ByteBuffer target, long position) {
                target.put(bytes);
                return bytes.length;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public Found find(BytePath path) throws IOException {
        Location location = new Location(path, path, true);
        String content = contents.get(path);
        if (content != null) {
            Kind kind = content.equals(FIFO) ? Kind.OTHER : Kind.FILE;
            return new Found(location, kind, content.length(), Optional.of("ext4"));
        }
        if (contents.keySet().stream().anyMatch(file -> file.isWithin(path))) {
            return new Found(location, Kind.FOLDER, 0, Optional.of("ext4"));
        }
        throw new NoSuchFileException("There is no " + path);
    }

    @Override
    public boolean holdsFiles(BytePath folder) {
        return !pseudo.contains(folder);
    }

    @Override
    public List<Entry> list(BytePath folder) throws IOException {
        if (unreadable.contains(folder)) {
            throw new IOException("Cannot list " + folder + ": Input/output error");
        }
        Map<BytePath, Kind> entries = new TreeMap<>();
        for (BytePath path : contents.keySet()) {
            BytePath child = path;
            while (!child.parent().equals(folder) && child.length() > 1) {
                child = child.parent();
            }
            if (child.length() > 1) {
                entries.put(child.name(), find(child).kind());
            }
        }
        return entries.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public boolean isMissing(IOException e) {
        return e instanceof NoSuchFileException;
    }
}
