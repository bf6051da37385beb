/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.ScanOn;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class FeaturesTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final RecordingSink sink = new RecordingSink();

    private FanotifySource with(Features features, ScanOn scanOn) throws Exception {
        sandbox.file("data");
        FanotifySource source = sandbox.source(() -> features);
        source.start(sink);
        source.guard(List.of(sandbox.watch(scanOn, true)));
        sandbox.shell("cat $1/data");
        Sandbox.await("the access is reported", () -> !sink.seen("data").isEmpty());
        assertThat(source.status().guarded().get("w")).containsExactly(sandbox.root());
        return source;
    }

    private static String finding(FanotifySource source) {
        assertThat(source.status().findings()).hasSize(1);
        Finding finding = source.status().findings().get(0);
        assertThat(finding.subject()).isEqualTo("watch w");
        return finding.message();
    }

    @Test
    void without_permission_events_accesses_are_reported_after_the_fact() throws Exception {
        FanotifySource source =
                with(new Features(false, true, true, true, true, true), ScanOn.OPEN_EXEC);
        assertThat(source.status().prevents()).isFalse();
        assertThat(finding(source)).contains("CONFIG_FANOTIFY_ACCESS_PERMISSIONS");
        assertThat(sink.seen("data").get(0).permission()).isFalse();
    }

    @Test
    void without_file_system_marks_mounts_are_marked() throws Exception {
        FanotifySource source =
                with(new Features(true, false, true, true, true, true), ScanOn.OPEN_EXEC);
        assertThat(finding(source)).contains("Linux 4.20").contains("bind mounts");
        assertThat(source.status().prevents()).isTrue();
    }

    @Test
    void without_exec_events_each_opening_is_reported() throws Exception {
        FanotifySource source =
                with(new Features(true, true, false, true, true, true), ScanOn.WRITE_EXEC);
        assertThat(finding(source)).contains("Linux 5.0");
        assertThat(sink.seen("data").get(0).kind()).isEqualTo(AccessKind.EXECUTE);
        assertThat(sink.seen("data").get(0).permission()).isTrue();
    }

    @Test
    void without_descriptor_errors_all_else_works() throws Exception {
        FanotifySource source =
                with(new Features(true, true, true, false, true, true), ScanOn.OPEN_EXEC);
        assertThat(source.status().findings()).isEmpty();
    }

    @Test
    void where_there_is_no_fanotify_the_start_says_so_and_nothing_runs() {
        FanotifySource source =
                sandbox.source(
                        () -> {
                            throw new IOException("no fanotify here");
                        });
        assertThatThrownBy(() -> source.start(sink)).hasMessage("no fanotify here");
        source.guard(List.of(sandbox.watch(ScanOn.WRITE, true)));
        assertThat(source.status().prevents()).isFalse();
        assertThat(source.status().guarded()).isEmpty();
        source.stop();
    }

    @Test
    void without_the_capability_it_is_named() throws Exception {
        Sandbox.Result result =
                sandbox.run(
                        "setpriv",
                        "--bounding-set",
                        "-sys_admin",
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName());
        assertThat(result.output()).contains("CAP_SYS_ADMIN is missing");
    }

    /** Run as a process of its own. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(Features.probe());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
