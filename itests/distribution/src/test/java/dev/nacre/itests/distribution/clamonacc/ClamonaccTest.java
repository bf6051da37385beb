/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nacre.itests.distribution.Host;
import dev.nacre.itests.support.Machine;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import dev.nacre.itests.support.SharedClamd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What does not work in ClamAV's own client, by the number of the issue at
 * github.com/Cisco-Talos/clamav. The tests of a class share a host, and a file system that it
 * guards; each has a folder of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClamonaccTest {
    static final Duration SOON = Duration.ofSeconds(30);

    /** Where the host has its etc and var; not guarded. */
    protected Path place;

    /** Free of symbolic links. */
    protected Path files;

    protected Host host;
    private OwnFileSystem fileSystem;

    @BeforeAll
    final void start_the_host(@TempDir Path temporary) throws Exception {
        Optional<String> lack = Machine.lacksGuarding().or(Machine::lacksClamd);
        assumeTrue(lack.isEmpty(), lack.orElse(""));
        place = temporary;
        // Who has no privilege is to come to what is guarded.
        Outside.must("chmod", "755", place.toString());
        fileSystem = OwnFileSystem.mount(place.resolve("files"), "256m");
        files = fileSystem.root();
        host = host();
        prepare();
        host.start();
        started();
    }

    /** The host, not started. */
    protected Host host() throws Exception {
        return Host.in(place.resolve("host")).useClamd(SharedClamd.get().socket());
    }

    /** Configures the host, and places what is there before it starts. */
    protected abstract void prepare() throws Exception;

    /** The host guards. */
    protected void started() throws Exception {}

    @AfterAll
    final void end_the_host() throws Exception {
        if (host != null) {
            host.close();
        }
        if (fileSystem != null) {
            fileSystem.close();
        }
    }

    /** Guards a folder. */
    protected final void watch(String name, Path path, String... lines) throws IOException {
        String[] all = new String[lines.length + 1];
        all[0] = "paths = [\"" + path + "\"]";
        System.arraycopy(lines, 0, all, 1, lines.length);
        host.configure("dev.nacre.watch-" + name, all);
    }

    protected final Path folder(String name) throws IOException {
        return Files.createDirectories(files.resolve(name));
    }

    /** Writes the EICAR test file, as another process. */
    protected static Path eicar(Path folder) throws Exception {
        Path file = folder.resolve("eicar.com");
        Outcome written = Outside.write(file, Malware.eicar());
        if (!written.succeeded()) {
            throw new IOException("Cannot write " + file + ": " + written);
        }
        return file;
    }

    /** Whether reading it is refused, and it is not just that everything is. */
    protected static boolean isRefused(Path file) throws Exception {
        return Outside.read(file).refused()
                && shell("echo pearl >$1; cat $1", file.resolveSibling("clean")).equals("pearl\n");
    }

    protected final JsonObject status() throws Exception {
        return host.json("status").getAsJsonObject();
    }

    /** Waits until no scan is under way or to come. */
    protected final void awaitSettled() throws Exception {
        until("all is settled", SOON, () -> counted("waiting") == 0 && counted("queued") == 0);
    }

    /** What was told of detections in a file. */
    protected final List<JsonObject> told(Path file) throws IOException {
        return host.detections().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(detection -> detection.get("path").getAsString().equals(file.toString()))
                .toList();
    }

    /** A number of the status. */
    protected final long counted(String key) throws Exception {
        return status().get(key).getAsLong();
    }

    /** How often something was exempt, or unscanned, for a reason. */
    protected final long counted(String key, String reason) throws Exception {
        JsonElement count = status().getAsJsonObject(key).get(reason);
        return count == null ? 0 : count.getAsLong();
    }

    /** A script with these as $1, $2...; must succeed. */
    protected static String shell(String script, Object... arguments) throws Exception {
        String[] command = new String[arguments.length + 4];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        for (int i = 0; i < arguments.length; i++) {
            command[i + 4] = arguments[i].toString();
        }
        return Outside.must(command);
    }
}
