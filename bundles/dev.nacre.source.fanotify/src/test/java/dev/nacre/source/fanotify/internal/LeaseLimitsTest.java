/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.FileStatus;
import dev.nacre.linux.libc.Fcntl;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@NeedsFanotify
class LeaseLimitsTest {
    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @Test
    void a_tenth_of_what_can_be_kept_may_wait_to_be_taken_up() {
        assertThat(keeping(11_000).candidates()).isEqualTo(1024);
        assertThat(keeping(5_000).candidates()).isEqualTo(500);
        assertThat(keeping(300).candidates()).isEqualTo(64);
        assertThat(keeping(1).candidates()).isOne();
        assertThat(keeping(0).candidates()).isZero();
    }

    @Test
    void where_nothing_can_be_kept_what_is_offered_is_closed_and_nothing_fails() throws Exception {
        Path file = sandbox.file("hot");
        Features features = Features.probe();
        Faults faults = new Faults();
        try (Group group = Group.open(features);
                Leases leases =
                        new Leases(
                                "leases",
                                group,
                                features,
                                new Mounts(),
                                new LeavingSink(),
                                keeping(0),
                                faults)) {
            int descriptor = Descriptors.open(BytePath.of(file.toString()), Fcntl.O_RDONLY);
            FileStatus status = new FileStatus();
            status.read(descriptor);
            leases.leave(descriptor, status.identity());
            Sandbox.await("it is closed", () -> Sandbox.open(file.toString()) == 0);
        }
        assertThat(faults.take()).isNull();
    }

    private static LeaseLimits keeping(int files) {
        return new LeaseLimits(files, 10_000, 0, 0, 0);
    }
}
