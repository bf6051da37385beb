/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class LocationTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();
    private FanotifySource source;

    @BeforeEach
    void guard() throws Exception {
        sandbox.folder("folder");
        sandbox.file("folder/f");
        source = sandbox.started(sink);
        source.guard(List.of(sandbox.watch(ScanOn.OPEN_EXEC, true)));
    }

    private Location reported(String script) throws Exception {
        sink.forget();
        assertThat(sandbox.shell(script)).isEqualTo(new Sandbox.Result(0, "pearl\n"));
        assertThat(sink.seen()).hasSize(1);
        return sink.seen().get(0).location();
    }

    @Test
    void a_bind_mount_leads_to_the_path_on_the_principal_mount() throws Exception {
        Path bound = sandbox.folder("bound");
        sandbox.run("mount", "--bind", sandbox.path("folder").toString(), bound.toString());
        assertThat(reported("cat $1/bound/f"))
                .isEqualTo(new Location(sandbox.bytes("bound/f"), sandbox.bytes("folder/f"), true));
    }

    @Test
    void a_mount_of_another_namespace_is_not_ours() throws Exception {
        sandbox.folder("bound");
        Location location =
                reported("unshare -m sh -c 'mount --bind $0/folder $0/bound; cat $0/bound/f' $1");
        assertThat(location.ours()).isFalse();
        assertThat(location.path()).isEqualTo(sandbox.bytes("bound/f"));
    }

    @Test
    void a_service_with_mounts_of_its_own_reaches_our_files_by_our_names() throws Exception {
        Location location = reported("unshare -m cat $1/folder/f");
        assertThat(location)
                .isEqualTo(
                        new Location(sandbox.bytes("folder/f"), sandbox.bytes("folder/f"), true));
    }

    @Test
    void a_file_that_another_namespace_shows_under_our_name_is_not_ours() throws Exception {
        sandbox.file("evil");
        Location location =
                reported("unshare -m sh -c 'mount --bind $0/evil $0/folder/f; cat $0/folder/f' $1");
        assertThat(location.ours()).isFalse();
    }

    @Test
    void a_name_that_is_no_text_is_told_byte_by_byte() throws Exception {
        Location location =
                reported(
                        "n=$(printf 'n\\377\\nx'); mv $1/folder/f \"$1/folder/$n\";"
                                + " cat \"$1/folder/$n\"");
        BytePath name = BytePath.of(new byte[] {'n', (byte) 0xff, '\n', 'x'});
        BytePath path = sandbox.bytes("folder").resolve(name);
        assertThat(location).isEqualTo(new Location(path, path, true));
    }

    @Test
    void a_deleted_file_is_told_by_its_last_name_which_excludes_nothing() throws Exception {
        Location location = reported("cat $1/folder/f");
        assertThat(location.ours()).isTrue();

        sandbox.file("folder/gone");
        source.guard(List.of());
        int file = Descriptors.open(sandbox.bytes("folder/gone"), 0);
        sandbox.shell("rm $1/folder/gone");
        try {
            assertThat(locate(file))
                    .isEqualTo(
                            Location.deleted(
                                    new Location(
                                            sandbox.bytes("folder/gone"),
                                            sandbox.bytes("folder/gone"),
                                            true)));
        } finally {
            Descriptors.close(file);
        }
    }

    @Test
    void a_file_that_is_really_named_deleted_keeps_its_name() throws Exception {
        assertThat(reported("mv $1/folder/f \"$1/f (deleted)\"; cat \"$1/f (deleted)\""))
                .isEqualTo(
                        new Location(
                                sandbox.bytes("f (deleted)"), sandbox.bytes("f (deleted)"), true));
    }

    @Test
    void one_of_two_names_that_is_gone_is_not_trusted() throws Exception {
        source.guard(List.of());
        sandbox.shell("ln $1/folder/f $1/second");
        int file = Descriptors.open(sandbox.bytes("second"), 0);
        sandbox.shell("rm $1/second");
        try {
            assertThat(locate(file).ours()).isFalse();
            assertThat(locate(file).path()).isEqualTo(sandbox.bytes("second"));
        } finally {
            Descriptors.close(file);
        }
    }

    private static Location locate(int file) throws IOException {
        FileStatus status = new FileStatus();
        assertThat(status.read(file)).isTrue();
        assertThat(MountIds.of(file)).isEqualTo(status.mount());
        return new Mounts().locate(file, status.identity(), status.links(), 0);
    }
}
