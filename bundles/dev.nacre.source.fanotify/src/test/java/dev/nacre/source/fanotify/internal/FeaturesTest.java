/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.health.Finding;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.ScanOn;
import dev.nacre.api.watch.Watch;
import dev.nacre.linux.libc.Errno;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** What this kernel can do, but for these components of {@link Features}. */
    private static Features without(String... lacking) {
        Set<String> lacks = new HashSet<>(Set.of(lacking));
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : Features.class.getRecordComponents()) {
                boolean there = (boolean) component.getAccessor().invoke(Features.probe());
                values.add(there && !lacks.remove(component.getName()));
            }
            assertThat(lacks).as("no such features").isEmpty();
            return (Features)
                    Features.class.getDeclaredConstructors()[0].newInstance(values.toArray());
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String finding(FanotifySource source) {
        assertThat(source.status().findings()).hasSize(1);
        Finding finding = source.status().findings().get(0);
        assertThat(finding.subject()).isEqualTo("watch w");
        return finding.message();
    }

    @Test
    void without_permission_events_accesses_are_reported_after_the_fact() throws Exception {
        FanotifySource source = with(without("permission"), ScanOn.OPEN_EXEC);
        assertThat(source.status().prevents()).isFalse();
        assertThat(finding(source)).contains("CONFIG_FANOTIFY_ACCESS_PERMISSIONS");
        assertThat(sink.seen("data").get(0).permission()).isFalse();
    }

    @Test
    void without_file_system_marks_mounts_are_marked() throws Exception {
        FanotifySource source = with(without("filesystemMarks"), ScanOn.OPEN_EXEC);
        assertThat(finding(source)).contains("Linux 4.20").contains("bind mounts");
        assertThat(source.status().prevents()).isTrue();
    }

    @Test
    void without_exec_events_each_opening_is_reported() throws Exception {
        FanotifySource source = with(without("execEvents"), ScanOn.WRITE_EXEC);
        assertThat(finding(source)).contains("Linux 5.0");
        assertThat(sink.seen("data").get(0).kind()).isEqualTo(AccessKind.EXECUTE);
        assertThat(sink.seen("data").get(0).permission()).isTrue();
    }

    @Test
    void without_descriptor_errors_it_is_still_told_that_descriptors_ran_out() throws Exception {
        FanotifySource source = with(without("descriptorErrors"), ScanOn.OPEN_EXEC);
        assertThat(source.status().findings()).as("nothing is guarded less").isEmpty();
        Path other = sandbox.file("other");
        try (Scarcity scarcity = new Scarcity(sandbox, other)) {
            Sandbox.await("it is told", () -> !sink.losses().isEmpty());
            scarcity.end();
            scarcity.assertReadAtLast();
        }
        assertThat(sink.losses()).containsOnly(Losses.read(Errno.EMFILE));
        assertThat(sink.seen("other")).hasSize(1);
    }

    @Test
    void without_evictable_marks_each_opening_is_reported() throws Exception {
        Path hot = sandbox.file("hot");
        LeavingSink leaving = new LeavingSink();
        FanotifySource source = sandbox.source(() -> without("evictableMarks"));
        source.start(leaving);
        Watch watch = sandbox.watch(ScanOn.OPEN_EXEC, CacheMode.KERNEL);
        source.guard(List.of(watch));
        assertThat(finding(source)).contains("Linux 5.19").contains("memory");
        for (int i = 1; i <= 100; i++) {
            Files.newInputStream(hot).close();
            assertThat(leaving.opened()).isEqualTo(i);
        }
        assertThat(source.status().left()).isZero();
        Sandbox.await("no file is kept open", () -> Sandbox.open("hot") == 0);
    }

    @Test
    void of_the_oldest_kernels_what_is_there_guards_and_each_lack_is_named() throws Exception {
        sandbox.file("data");
        FanotifySource source =
                sandbox.source(
                        () ->
                                without(
                                        "filesystemMarks",
                                        "execEvents",
                                        "descriptorErrors",
                                        "evictableMarks"));
        source.start(sink);
        Watch watch = sandbox.watch(ScanOn.WRITE_EXEC, CacheMode.KERNEL);
        source.guard(List.of(watch));
        sink.onAccept(RecordingSink.DENY);
        assertThat(sandbox.shell("cat $1/data").exit()).isNotZero();
        assertThat(sandbox.shell("echo x > $1/data").exit()).isNotZero();
        assertThat(sink.seen("data")).hasSize(2);
        assertThat(source.status().prevents()).isTrue();
        assertThat(source.status().findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("Linux 4.20"),
                        message -> assertThat(message).contains("Linux 5.0"),
                        message -> assertThat(message).contains("Linux 5.19"));
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
