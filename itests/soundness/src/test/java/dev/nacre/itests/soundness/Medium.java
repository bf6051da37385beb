/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** File systems that differ in how a change of content shows. */
enum Medium {
    /** The first store through a mapping moves the file's ctime. */
    EXT4 {
        @Override
        void mount(Path image, Path root) throws IOException, InterruptedException {
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(512L << 20);
            }
            Outside.must("mkfs.ext4", "-q", "-F", image.toString());
            Outside.must("mount", "-o", "loop", image.toString(), root.toString());
        }
    },
    /** No store through a mapping moves the file's times. */
    TMPFS {
        @Override
        void mount(Path image, Path root) throws IOException, InterruptedException {
            Outside.must("mount", "-t", "tmpfs", "-o", "size=512m", "nacre-test", root.toString());
        }
    };

    abstract void mount(Path image, Path root) throws IOException, InterruptedException;

    /** Mounts one of the test's own below a folder, and says where. */
    Path mountBelow(Path folder) throws IOException, InterruptedException {
        Path root = Files.createDirectory(rootBelow(folder));
        mount(folder.resolve(name() + ".image"), root);
        return root;
    }

    /** Lazily: a process that still has a file open there must not keep the mount. */
    void unmountBelow(Path folder) throws IOException, InterruptedException {
        Path root = rootBelow(folder);
        if (Files.exists(root)) {
            Outside.must("umount", "--lazy", root.toString());
        }
    }

    private Path rootBelow(Path folder) {
        return folder.resolve(name().toLowerCase(java.util.Locale.ROOT));
    }
}
