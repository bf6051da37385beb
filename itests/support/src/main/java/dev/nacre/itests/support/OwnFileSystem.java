/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, of a test's own: whatever is marked, the machine is not touched. */
public final class OwnFileSystem implements AutoCloseable {
    private final Path root;

    private OwnFileSystem(Path root) {
        this.root = root;
    }

    /**
     * Mounts a tmpfs.
     *
     * @param folder where; is made
     * @param size as in the mount option of tmpfs(5), such as {@code 64m}
     */
    public static OwnFileSystem mount(Path folder, String size)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path root = folder.toRealPath();
        Outside.must("mount", "-t", "tmpfs", "-o", "size=" + size, "nacre-test", root.toString());
        return new OwnFileSystem(root);
    }

    /** Free of symbolic links. */
    public Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        try {
            // Lazily: a process that still has a file open there must not keep the mount.
            Outside.must("umount", "--lazy", root.toString());
            Files.delete(root);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
