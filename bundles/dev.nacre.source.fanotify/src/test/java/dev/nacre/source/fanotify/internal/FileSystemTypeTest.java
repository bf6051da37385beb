/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.watch.ScanOn;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox is ext4, with a tmpfs in it. */
@NeedsFanotify
class FileSystemTypeTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private final Queue<Optional<String>> types = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void guard() throws Exception {
        sandbox.becomeExt4();
        Path memory = sandbox.folder("memory");
        sandbox.mountTmpfs(memory);
        sandbox.file("f");
        sandbox.file("memory/f");
        sink.onAccept(
                event -> {
                    types.add(event.fileSystem());
                    RecordingSink.finish(event, true);
                });
        sandbox.started(sink).guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
    }

    private List<Optional<String>> types(String script) throws Exception {
        types.clear();
        assertThat(sandbox.shell(script)).isEqualTo(new Sandbox.Result(0, "pearl\n"));
        return List.copyOf(types);
    }

    @Test
    void a_file_tells_the_file_system_it_lies_on() throws Exception {
        assertThat(types("cat $1/f")).containsExactly(Optional.of("ext4"));
        assertThat(types("cat $1/memory/f")).containsExactly(Optional.of("tmpfs"));
    }

    @Test
    void what_another_namespace_mounts_over_it_changes_nothing() throws Exception {
        String over = "unshare -m sh -c 'mount --bind $0/f $0/memory/f; cat $0/memory/f' $1";
        assertThat(types(over)).containsExactly(Optional.of("ext4"));
    }

    @Test
    void a_mount_made_after_the_start_is_known() throws Exception {
        sandbox.run("umount", sandbox.path("memory").toString());
        sandbox.run("mount", "-t", "ramfs", "none", sandbox.path("memory").toString());
        sandbox.shell("echo pearl >$1/memory/f");
        Sandbox.await(
                "it is marked",
                () -> {
                    try {
                        return types("cat $1/memory/f").equals(List.of(Optional.of("ramfs")));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
