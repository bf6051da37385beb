/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Location;
import dev.nacre.api.watch.MarkMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What another mount namespace shows under a name that is excluded in ours: clamonacc never sees it
 * (its issue 1820), and whoever believed the name would let it pass.
 */
@NeedsFanotify
class NamespaceTest {
    private static final String DISGUISE =
            "unshare -m sh -c 'mount --bind $0/data $0/excluded; cat $0/excluded/f' $1";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    private void guard(MarkMode mark) throws Exception {
        sandbox.folder("data");
        sandbox.folder("excluded");
        sandbox.file("data/f");
        FanotifySource source = sandbox.started(sink);
        Watch watch = Sandbox.watch("w", sandbox.root(), ScanOn.OPEN_EXEC, true, mark);
        Sandbox.await(
                "the mark stands",
                () -> {
                    source.guard(List.of(watch));
                    return !source.status().marked().get("w").isEmpty();
                });
        sink.forget();
        assertThat(sandbox.shell(DISGUISE)).isEqualTo(new Sandbox.Result(0, "pearl\n"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "FILESYSTEM", "TREE"})
    void it_is_reported_and_its_name_is_not_taken_for_ours(MarkMode mark) throws Exception {
        guard(mark);
        assertThat(sink.seen("f")).hasSize(1);
        Location location = sink.seen("f").get(0).location();
        assertThat(location.path()).isEqualTo(sandbox.bytes("excluded/f"));
        assertThat(location.ours()).isFalse();
        assertThat(location.deleted()).isFalse();
    }

    @Test
    void a_mark_on_the_mount_does_not_see_it() throws Exception {
        guard(MarkMode.MOUNT);
        assertThat(sink.seen("f")).isEmpty();
    }
}
