/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.file.FileIdentity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that are done with though no clean verdict is kept of them: infected and reported, or
 * larger than the scanner takes. To be renamed makes them no other files. A bounded number, the
 * latest. Any thread.
 */
final class Dealt {
    private static final int MOST = 10_000;

    private record File(long device, long inode) {}

    private record Content(long size, long modified) {}

    private final Map<File, Content> files =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<File, Content> eldest) {
                    return size() > MOST;
                }
            };

    synchronized void add(FileIdentity file) {
        files.put(new File(file.device(), file.inode()), new Content(file.size(), file.modified()));
    }

    synchronized boolean holds(FileIdentity file) {
        Content content = files.get(new File(file.device(), file.inode()));
        return content != null
                && content.size == file.size()
                && content.modified == file.modified();
    }
}
