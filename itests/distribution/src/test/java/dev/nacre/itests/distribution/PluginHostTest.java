/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host of a distribution of the test's own, in whose {@code plugins/} jars come and go. */
abstract class PluginHostTest extends DistributionTest {
    protected Path plugins;

    /** What a plugin of the test writes. */
    protected Path told;

    private Path eicar;

    @BeforeEach
    void copy_the_distribution() throws Exception {
        Path home = place.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        // Whoever builds it need not be who runs the tests, and may share what he makes.
        Outside.must("chown", "-R", "0:0", home.toString());
        Outside.must("chmod", "-R", "go-w", home.toString());
        plugins = home.resolve("plugins");
        told = place.resolve("told");
        host.close();
        host = Host.in(place.resolve("other"), home).useClamd(sharedSocket());
        Outside.must("chmod", "-R", "go-w", place.resolve("other").toString());
        watch("scanOn = \"open-exec\"");
        eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
    }

    /** Whatever a plugin does, and whatever becomes of it. */
    @AfterEach
    void it_guards_all_the_same() throws Exception {
        assertThat(detect().refused()).isTrue();
    }

    /** Has something detected, of which notifiers are told. */
    protected Outcome detect() throws IOException, InterruptedException {
        return Outside.read(eicar);
    }

    protected Path jar(String name, PluginJar jar) throws IOException {
        return jar(name, jar.bytes());
    }

    /** Puts it there whole, as {@code mv} does. */
    protected Path jar(String name, byte[] bytes) throws IOException {
        Path half = rootsOwn(Files.write(plugins.resolve(name + ".part"), bytes));
        return Files.move(half, plugins.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whatever the umask is. */
    protected static Path rootsOwn(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** A notifier that writes down what it is called. */
    protected PluginJar scribe(String text) throws IOException {
        return PluginJar.named("example.scribe")
                .notifying("Files.writeString(Path.of(\"" + told + "\"), \"" + text + "\");");
    }

    protected void awaitTold(String text) throws Exception {
        until(
                "it is told by " + text,
                SOON,
                () -> {
                    detect();
                    return Files.exists(told) && Files.readString(told).equals(text);
                });
    }

    /** Waits until status says all this of something. */
    protected void awaitFinding(String subject, String... parts) throws Exception {
        value(
                subject + " is named with " + List.of(parts),
                SOON,
                () -> host.json("status").getAsJsonObject().getAsJsonArray("findings"),
                findings -> says(findings, subject, parts));
    }

    protected void awaitNoFinding(String subject) throws Exception {
        value(
                subject + " is not named any more",
                SOON,
                () -> host.json("status").getAsJsonObject().getAsJsonArray("findings"),
                findings -> !says(findings, subject));
    }

    private static boolean says(JsonArray findings, String subject, String... parts) {
        for (JsonElement element : findings) {
            JsonObject finding = element.getAsJsonObject();
            String message = finding.get("message").getAsString();
            if (finding.get("subject").getAsString().equals(subject)
                    && List.of(parts).stream().allMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    /** How a plugin is, by the name of its file; null where it is not there. */
    protected JsonObject plugin(String file) throws Exception {
        for (JsonElement plugin : host.json("plugins").getAsJsonArray()) {
            if (plugin.getAsJsonObject().get("file").getAsString().equals(file)) {
                return plugin.getAsJsonObject();
            }
        }
        return null;
    }

    protected void awaitState(String file, String state) throws Exception {
        value(
                file + " is " + state,
                SOON,
                () -> plugin(file),
                plugin -> plugin != null && plugin.get("state").getAsString().equals(state));
    }

    protected void awaitGone(String file) throws Exception {
        until(file + " is gone", SOON, () -> plugin(file) == null);
    }

    protected void logNames(String text) throws Exception {
        Path log = host.var().resolve("log/nacre.log");
        until("the log names " + text, SOON, () -> Files.readString(log).contains(text));
    }
}
