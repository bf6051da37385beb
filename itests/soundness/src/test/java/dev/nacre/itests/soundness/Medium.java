/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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

    /** Mounts one of the test's own below a folder, two times, and says where it is guarded. */
    Path mountBelow(Path folder) throws IOException, InterruptedException {
        Path root = Files.createDirectory(rootBelow(folder));
        mount(folder.resolve(name() + ".image"), root);
        Path aside = Files.createDirectory(asideBelow(folder));
        Outside.must("mount", "--bind", root.toString(), aside.toString());
        return root;
    }

    /** Lazily: a process that still has a file open there must not keep the mount. */
    void unmountBelow(Path folder) throws IOException, InterruptedException {
        for (Path mount : new Path[] {asideBelow(folder), rootBelow(folder)}) {
            if (Files.exists(mount)) {
                Outside.must("umount", "--lazy", mount.toString());
            }
        }
    }

    /** Where what is mounted below a folder can be reached, too, and nobody guards it. */
    Path asideBelow(Path folder) {
        return folder.resolve("aside-" + lowerCase());
    }

    private Path rootBelow(Path folder) {
        return folder.resolve(lowerCase());
    }

    private String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
