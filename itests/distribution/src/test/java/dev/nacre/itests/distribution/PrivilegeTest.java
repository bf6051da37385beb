/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without what it takes to guard, the host says what is missing, and the verbs say so too. */
class PrivilegeTest extends DistributionTest {
    private static final String NOBODY = "65534";
    private Path home;

    @BeforeEach
    void copy_the_distribution_for_all_to_read() throws Exception {
        home = place.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        Outside.must("chmod", "755", place.toString());
        Outside.must("chmod", "-R", "go+rX", home.toString());
        host.close();
    }

    @Test
    void as_a_common_user() throws Exception {
        host =
                Host.in(
                        place.resolve("other"),
                        home,
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups");
        watch();
        Outside.must("chown", "-R", NOBODY, place.resolve("other").toString());
        it_says_what_is_missing();
    }

    @Test
    void as_root_without_CAP_SYS_ADMIN() throws Exception {
        host =
                Host.in(
                        place.resolve("other"),
                        home,
                        "setpriv",
                        "--bounding-set=-sys_admin",
                        "--inh-caps=-sys_admin");
        watch();
        it_says_what_is_missing();
    }

    private void it_says_what_is_missing() throws Exception {
        host.launch();
        host.awaitOutput("CAP_SYS_ADMIN");
        Outcome status = host.verb("status");
        assertThat(status.exit()).as("%s", status).isEqualTo(2);
        assertThat(status.text()).contains("CAP_SYS_ADMIN", "run as root");
    }
}
