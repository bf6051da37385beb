/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.MountTable;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.FileTree.Entry;
import dev.nacre.shell.internal.verb.FileTree.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxFileTreeTest {
    @TempDir Path folder;
    private FileTree tree;
    private BytePath root;

    @BeforeEach
    void a_tree() throws IOException {
        tree = new LinuxFileTree(MountTable.read());
        root = BytePath.of(folder.toRealPath().toString());
    }

    @Test
    void names_are_listed_byte_for_byte_with_their_kinds() throws Exception {
        Files.createFile(Path.of(URI.create("file://" + folder + "/a%20%0A%FF")));
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThat(tree.list(root))
                .containsExactlyInAnyOrder(
                        new Entry(BytePath.parse("a \\x0a\\xff"), Kind.FILE),
                        new Entry(BytePath.of("folder"), Kind.FOLDER),
                        new Entry(BytePath.of("link"), Kind.OTHER));
    }

    @Test
    void a_named_link_is_followed_to_where_it_leads() throws Exception {
        Files.writeString(folder.resolve("file"), "four");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

        FileTree.Found found = tree.find(root.resolve(BytePath.of("link")));

        assertThat(found.kind()).isEqualTo(Kind.FILE);
        assertThat(found.size()).isEqualTo(4);
        assertThat(found.location().path()).isEqualTo(root.resolve(BytePath.of("file")));
    }

    @Test
    void what_is_missing_is_told_from_other_errors() {
        assertThatThrownBy(() -> tree.find(root.resolve(BytePath.of("none"))))
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(tree.isMissing(e)).isTrue());
        assertThatThrownBy(() -> tree.list(BytePath.of("/proc/self/status")))
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(tree.isMissing(e)).isFalse());
    }

    @Test
    void procfs_holds_no_files_of_users() throws Exception {
        assertThat(tree.holdsFiles(BytePath.of("/proc"))).isFalse();
        assertThat(tree.holdsFiles(root)).isTrue();
    }
}
