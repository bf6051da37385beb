/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.receiver.Desktop;
import dev.nacre.itests.support.receiver.Telling;
import dev.nacre.itests.support.receiver.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against dbus-daemon and a notification daemon, which run as other users. */
@Timeout(120)
class DesktopNotifierTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    /** Accounts that every machine has (Debian Policy, 9.2.2: daemon, nobody). */
    private static final int ANN = 1;

    private static final int BOB = 65534;

    @TempDir Path folder;
    private final List<Desktop> desktops = new ArrayList<>();
    private DesktopNotifier notifier;

    @BeforeAll
    static void there_are_desktops() {
        assumeTrue(Desktop.lacks().isEmpty(), () -> Desktop.lacks().orElseThrow());
    }

    @BeforeEach
    void let_the_users_in() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void end_all() throws IOException {
        if (notifier != null) {
            notifier.deactivate();
        }
        for (Desktop desktop : desktops) {
            desktop.close();
        }
    }

    private Desktop desktop(int uid) throws Exception {
        Desktop desktop = Desktop.of(folder, uid);
        desktops.add(desktop);
        return desktop.startBus().startNotifications();
    }

    private void notifier(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", DesktopNotifier.PID + "~ops");
        properties.putAll(settings);
        notifier = new DesktopNotifier(new Sessions(folder), properties);
    }

    private void tell(int from, int to, int uid) throws Exception {
        Telling.files(notifier, from, to, uid);
    }

    private void awaitFinding(String part) throws Exception {
        Telling.awaitFinding(notifier, part);
    }

    @Test
    void who_touched_the_file_is_shown_it_and_nobody_else() throws Exception {
        Desktop ann = desktop(ANN);
        Desktop bob = desktop(BOB);
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/größe", BOB));
        assertThat(bob.await(1).get(0))
                .contains("\"app\": \"Nacre\"", "\"urgency\": 1", "\"timeout\": -1")
                .contains("INFECTED /srv/gr\\u00f6\\u00dfe: Eicar-Signature")
                .contains("quarantined as k3f9");
        tell(2, 3, ANN);
        assertThat(ann.await(1)).hasSize(1);
        assertThat(ann.notifications().get(0)).contains("/srv/file2");
        assertThat(bob.notifications()).hasSize(1);
    }

    @Test
    void who_is_told_of_all_is_shown_what_others_touched_and_how_health_changes() throws Exception {
        Desktop ann = desktop(ANN);
        Desktop bob = desktop(BOB);
        notifier(Map.of("users", new String[] {"daemon"}));
        tell(0, 1, BOB);
        notifier.healthChanged(Told.trouble());
        assertThat(ann.await(2)).anyMatch(n -> n.contains("healthy -> degraded"));
        assertThat(bob.await(1)).noneMatch(n -> n.contains("healthy"));
    }

    @Test
    void a_name_is_no_markup() throws Exception {
        Desktop bob = desktop(BOB);
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/<b>a&b</b>", BOB));
        assertThat(bob.await(1).get(0)).contains("/srv/&lt;b&gt;a&amp;b&lt;/b&gt;");
    }

    @Test
    void who_is_not_logged_in_is_not_waited_for() throws Exception {
        notifier(Map.of());
        tell(0, 1, BOB);
        assertThat(notifier.deliveries().orElseThrow().waiting()).isZero();
        assertThat(notifier.findings()).isEmpty();
        assertThatThrownBy(notifier::test).hasMessageContaining("logged in");
    }

    @Test
    void a_test_is_shown_to_all_who_are_logged_in() throws Exception {
        Desktop bob = desktop(BOB);
        notifier(Map.of());
        assertThat(notifier.test()).isEqualTo("shown to user " + BOB);
        assertThat(bob.await(1).get(0)).contains("a test of the notifier ops");
    }

    @Test
    void all_is_shown_when_there_is_somebody_to_show_it_again() throws Exception {
        Desktop bob = desktop(BOB);
        notifier(Map.of("burst", 0));
        bob.killNotifications();
        tell(0, 5, BOB);
        awaitFinding("org.freedesktop.DBus.Error");
        bob.startNotifications();
        notifier.test();
        List<String> shown = bob.await(6);
        for (int i = 0; i < 5; i++) {
            assertThat(shown.get(i + 1)).contains("/srv/file" + i);
        }
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_bus_that_hangs_holds_up_its_own_user_only() throws Exception {
        Desktop ann = desktop(ANN);
        Desktop bob = desktop(BOB);
        notifier(Map.of());
        bob.stopBus();
        tell(0, 1, BOB);
        tell(1, 2, ANN);
        assertThat(ann.await(1).get(0)).contains("/srv/file1");
        awaitFinding("did not answer within");
        bob.resumeBus();
        notifier.test();
        assertThat(bob.await(2)).anyMatch(n -> n.contains("/srv/file0"));
        until("nothing is wrong any more", SOON, () -> notifier.findings().isEmpty());
    }

    @Test
    void who_has_logged_out_is_given_up_and_counted() throws Exception {
        Desktop bob = desktop(BOB);
        notifier(Map.of("retryFor", "0s"));
        bob.killBus();
        tell(0, 1, BOB);
        awaitFinding("user " + BOB);
        until(
                "it is counted",
                SOON,
                () -> notifier.deliveries().orElseThrow().lost().equals(Map.of("given-up", 1L)));
    }

    @Test
    void there_is_no_process_of_the_user_left() throws Exception {
        Desktop bob = desktop(BOB);
        notifier(Map.of());
        tell(0, 3, BOB);
        bob.await(3);
        until(
                "none is left",
                SOON,
                () -> ProcessHandle.current().children().noneMatch(this::isBridge));
    }

    private boolean isBridge(ProcessHandle process) {
        return process.info().command().orElse("").contains("systemd-stdio-bridge");
    }

    @Test
    void an_unknown_user_is_refused() {
        assertThatThrownBy(() -> notifier(Map.of("users", new String[] {"no such user"})))
                .hasMessageContaining("users = \"no such user\"");
    }
}
