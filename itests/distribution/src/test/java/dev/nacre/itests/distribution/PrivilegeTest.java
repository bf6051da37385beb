/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Without what fanotify takes, the host guards after the fact, and says what is missing and what to
 * do.
 */
class PrivilegeTest extends DistributionTest {
    private static final String NOBODY = "65534";

    private static final String[] AS_NOBODY = {
        "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"
    };

    /** More than the time between two rounds of what cannot be watched. */
    private static final Duration ROUND = Duration.ofSeconds(100);

    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) folders are watched\\. (\\d+) more");

    private Path home;

    @BeforeEach
    void copy_the_distribution_for_all_to_read() throws Exception {
        home = place.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        Outside.must("chmod", "755", place.toString());
        Outside.must("chmod", "-R", "go+rX", home.toString());
        host.close();
    }

    private void host(String... prefix) throws Exception {
        host = Host.in(place.resolve("other"), home, prefix);
        // A clamd might not be within this user's reach.
        watch("action = \"quarantine\"", "scanner.target = \"(nacre.scanner.name=signature)\"");
    }

    /** Writes as another process of this user does. */
    private void write(String[] prefix, Path file) throws Exception {
        List<String> command = new ArrayList<>(Arrays.asList(prefix));
        command.addAll(List.of("sh", "-c", "umask 077; cat > \"$0\"", file.toString()));
        assertThat(Outside.end(new ProcessBuilder(command), Malware.eicar()).succeeded()).isTrue();
    }

    private void awaitTaken(Path file, Duration limit) throws Exception {
        until(file + " is taken", limit, () -> !Files.exists(file));
    }

    private void it_guards_by_inotify_and_says_why() throws Exception {
        host.start();
        host.awaitOutput("bundles started");
        Outcome status = host.verb("status");
        assertThat(status.exit()).as("%s", status).isOne();
        assertThat(status.text()).contains("inotify", "CAP_SYS_ADMIN", "run as root");
        JsonObject json = host.json("status").getAsJsonObject();
        assertThat(json.get("source").getAsString()).isEqualTo("inotify");
        assertThat(json.get("prevents").getAsBoolean()).isFalse();
        assertThat(json.get("health").getAsString()).isEqualTo("degraded");
        assertThat(host.said()).contains("CAP_SYS_ADMIN");
    }

    @Test
    void a_common_user_is_guarded_after_the_fact() throws Exception {
        host(AS_NOBODY);
        Outside.must("chown", "-R", NOBODY, place.resolve("other").toString(), folder.toString());
        it_guards_by_inotify_and_says_why();
        Path file = folder.resolve("eicar.com");
        write(AS_NOBODY, file);
        awaitTaken(file, SOON);
        JsonObject entry =
                Await.value(
                                "it is in quarantine",
                                SOON,
                                () -> host.json("quarantine", "list").getAsJsonArray(),
                                entries -> entries.size() == 1)
                        .get(0)
                        .getAsJsonObject();
        assertThat(entry.get("path").getAsString()).isEqualTo(file.toString());
        until("it is told of once", SOON, () -> host.detections().size() == 1);

        Outcome restored = host.verb("quarantine", "restore", entry.get("id").getAsString());
        assertThat(restored.succeeded()).as("%s", restored).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(Malware.eicar());
        assertThat(host.terminate()).isZero();
    }

    @Test
    void what_a_common_user_may_not_read_is_counted() throws Exception {
        host(AS_NOBODY);
        Outside.must("chown", "-R", NOBODY, place.resolve("other").toString(), folder.toString());
        it_guards_by_inotify_and_says_why();
        write(new String[0], folder.resolve("of-root"));
        until(
                "it is counted",
                SOON,
                () ->
                        host.json("status")
                                .getAsJsonObject()
                                .getAsJsonObject("unscanned")
                                .has("unreadable"));
        assertThat(folder.resolve("of-root")).exists();
    }

    @Test
    void root_without_CAP_SYS_ADMIN_is_guarded_after_the_fact() throws Exception {
        host("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin");
        it_guards_by_inotify_and_says_why();
        Path file = Files.createDirectories(folder.resolve("new/folder")).resolve("eicar.com");
        write(new String[0], file);
        awaitTaken(file, SOON);
    }

    /** A user namespace has a limit of its own: nobody else's is touched. */
    @Test
    void beyond_the_limit_of_watches_files_are_found_by_looking_for_them() throws Exception {
        host(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                "echo 20 >/proc/sys/user/max_inotify_watches && exec \"$@\"",
                "sh");
        for (int i = 0; i < 40; i++) {
            Files.createDirectories(folder.resolve("folder-" + i));
        }
        it_guards_by_inotify_and_says_why();
        String status = host.verb("status").text();
        assertThat(status)
                .contains(
                        "user.max_inotify_watches = 20 is reached",
                        "sysctl user.max_inotify_watches=");
        // Java itself may have taken some.
        Matcher counts = COUNTS.matcher(status);
        assertThat(counts.find()).as(status).isTrue();
        int watched = Integer.parseInt(counts.group(1));
        assertThat(watched).isBetween(1, 20);
        assertThat(Integer.parseInt(counts.group(2))).isEqualTo(41 - watched);
        for (int i = 0; i < 40; i++) {
            Files.write(folder.resolve("folder-" + i + "/eicar.com"), Malware.eicar());
        }
        for (int i = 0; i < 40; i++) {
            awaitTaken(folder.resolve("folder-" + i + "/eicar.com"), ROUND);
        }
    }
}
