/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.scan;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.FileTree.Entry;
import dev.nacre.shell.internal.verb.FileTree.Found;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes through folders. A symbolic link is followed where it is named itself, and nowhere below;
 * folders that the kernel makes up are left out.
 */
final class Walk {
    /** Is told of what is found. Called by the walking thread. */
    interface Visitor {
        /** A regular file. */
        void file(BytePath path) throws InterruptedException;

        /** What is neither folder nor regular file. */
        void other();

        /** What was named and cannot be scanned, or a folder that cannot be listed. */
        void failed(BytePath path, String why);
    }

    private final FileTree tree;
    private final Visitor visitor;

    Walk(FileTree tree, Visitor visitor) {
        this.tree = tree;
        this.visitor = visitor;
    }

    /**
     * Visits a file, or all files in and below a folder.
     *
     * @param start absolute
     */
    void from(BytePath start) throws InterruptedException {
        try {
            Found found = tree.find(start);
            BytePath real = found.location().path();
            switch (found.kind()) {
                case FILE -> visitor.file(real);
                case OTHER -> visitor.failed(start, "neither a folder nor a regular file");
                case FOLDER -> {
                    if (tree.holdsFiles(real)) {
                        below(real);
                    } else {
                        visitor.failed(start, "the kernel makes it up; no files lie there");
                    }
                }
            }
        } catch (IOException e) {
            visitor.failed(start, e.getMessage());
        }
    }

    private void below(BytePath start) throws InterruptedException {
        Deque<BytePath> folders = new ArrayDeque<>();
        folders.push(start);
        while (!folders.isEmpty()) {
            BytePath folder = folders.pop();
            try {
                if (folder.equals(start) || tree.holdsFiles(folder)) {
                    visit(folder, folders);
                }
            } catch (IOException e) {
                if (!tree.isMissing(e)) {
                    visitor.failed(folder, e.getMessage());
                }
            }
        }
    }

    private void visit(BytePath folder, Deque<BytePath> folders)
            throws IOException, InterruptedException {
        for (Entry entry : tree.list(folder)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The walk was interrupted");
            }
            switch (entry.kind()) {
                case FOLDER -> folders.push(folder.resolve(entry.name()));
                case FILE -> visitor.file(folder.resolve(entry.name()));
                case OTHER -> visitor.other();
            }
        }
    }
}
