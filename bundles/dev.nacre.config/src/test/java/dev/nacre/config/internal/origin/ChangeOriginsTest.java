/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.config.internal.files.NoReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationEvent;

class ChangeOriginsTest {
    private static final Origin ANN = new Origin(Origin.Means.CONTROL, "ann", "pid 12");
    private static final Origin BOB = new Origin(Origin.Means.CONSOLE, "bob", "127.0.0.1");

    @TempDir private Path etc;

    private ChangeOrigins origins() {
        return new ChangeOrigins(etc);
    }

    private static void change(ChangeOrigins origins, String pid) {
        origins.configurationEvent(
                new ConfigurationEvent(
                        new NoReference(), ConfigurationEvent.CM_UPDATED, null, pid));
    }

    @Test
    void a_change_is_put_down_to_whom_the_thread_is_claimed_for() {
        ChangeOrigins origins = origins();
        Origins.Claim ann = origins.claim(ANN);
        change(origins, "a");
        Origins.Claim bob = origins.claim(BOB);
        change(origins, "b");
        bob.end();
        change(origins, "c");
        ann.end();
        assertThat(origins.of("a")).contains(ANN);
        assertThat(origins.of("b")).contains(BOB);
        assertThat(origins.of("c")).contains(ANN);
    }

    @Test
    void what_this_bundle_keeps_by_itself_leaves_the_origin_as_it_was() {
        ChangeOrigins origins = origins();
        Origins.Claim claim = origins.claim(ANN);
        change(origins, "a");
        claim.end();
        change(origins, "a");
        change(origins, "b");
        assertThat(origins.of("a")).contains(ANN);
        assertThat(origins.of("b")).isEmpty();
    }

    @Test
    void where_no_configuration_has_changed_it_is_whom_the_thread_works_for() {
        ChangeOrigins origins = origins();
        Origins.Claim claim = origins.claim(BOB);
        assertThat(origins.of("a")).contains(BOB);
        claim.end();
        assertThat(origins.of("a")).isEmpty();
    }

    @Test
    void a_file_is_told_with_its_owner_and_when_it_was_written() throws Exception {
        Path file = Files.writeString(etc.resolve("dev.nacre.watch-home.cfg"), "");
        Origin origin = ChangeOrigins.file(file);
        assertThat(origin.means()).isEqualTo(Origin.Means.FILE);
        assertThat(origin.who())
                .contains("(uid " + Files.getAttribute(file, "unix:uid") + ")")
                .startsWith(Files.getOwner(file).getName());
        assertThat(origin.from())
                .isEqualTo(file + ", last written " + Files.getLastModifiedTime(file));
        Files.delete(file);
        assertThat(ChangeOrigins.file(file).from()).isEqualTo(file + ", which is gone");
    }
}
