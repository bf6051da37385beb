/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are bytes, from the kernel through every verb and back. */
class NamesTest extends DistributionTest {
    @BeforeEach
    void guard() throws Exception {
        watch("scanOn = \"open-exec\"", "action = \"quarantine\"");
        host.start();
    }

    /** Each as printf(1) writes it, since Java cannot name a file that is no text. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "with a space",
                "line\\nbreak",
                "no text \\377\\376",
                "back\\\\slash \\047quote\\047 \\042double\\042",
                "Gr\\303\\274\\303\\237e",
                "\\033[31mred",
                "-dash"
            })
    void a_file_of_any_name_is_refused_listed_explained_and_given_back(String name)
            throws Exception {
        byte[] bytes = shell("printf '" + name.replace("-dash", "%s' '-dash") + "'").out();
        String hex = HexFormat.of().formatHex((folder + "/").getBytes(UTF_8)) + hex(bytes);
        Outcome written =
                Outside.end(new ProcessBuilder(inFolder("cat >\"./$name\"", bytes)), eicar());
        assertThat(written.succeeded()).as("%s", written).isTrue();

        assertThat(Outside.run(inFolder("cat \"./$name\"", bytes)).withheld()).isTrue();
        JsonArray entries =
                value(
                        "an entry in quarantine",
                        SOON,
                        () -> host.json("quarantine", "list").getAsJsonArray(),
                        found -> !found.isEmpty());
        assertThat(entries).hasSize(1);
        JsonObject entry = entries.get(0).getAsJsonObject();
        assertThat(pathOf(entry)).isEqualTo(hex);
        assertThat(host.verb("quarantine", "list").text().lines()).hasSize(2);

        String id = entry.get("id").getAsString();
        assertThat(host.verb("quarantine", "restore", id).exit()).isZero();
        assertThat(Outside.run(inFolder("cat \"./$name\"", bytes)).out())
                .isEqualTo(Malware.eicar());

        String nacre = "\"$HOME_OF_NACRE/bin/nacre\"";
        String end = " --var \"$VAR\" --json -- \"$PWD/$name\"";
        Outcome explained = Outside.run(inFolder(nacre + " explain" + end, bytes));
        assertThat(explained.exit()).as("%s", explained).isZero();
        Outcome scanned = Outside.run(inFolder(nacre + " scan" + end, bytes));
        assertThat(scanned.exit()).as("%s", scanned).isEqualTo(1);
    }

    private static byte[] eicar() {
        return Malware.eicar();
    }

    private static Outcome shell(String script) throws Exception {
        return Outside.run("sh", "-c", script);
    }

    /** A command in the guarded folder for which {@code $name} is these bytes. */
    private List<String> inFolder(String script, byte[] name) {
        StringBuilder octal = new StringBuilder();
        for (byte b : name) {
            octal.append("\\%03o".formatted(b & 0xff));
        }
        // The dot keeps a line break at the end, which $() would drop.
        String begin =
                "cd '%s'; VAR='%s' HOME_OF_NACRE='%s'; name=$(printf '%s.'); name=${name%%.}; "
                        .formatted(folder, host.var(), Host.HOME, octal);
        return List.of("sh", "-c", begin + script);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The bytes of a path in JSON: its hex form where there is one. */
    private static String pathOf(JsonObject object) {
        return object.has("pathHex")
                ? object.get("pathHex").getAsString()
                : hex(object.get("path").getAsString().getBytes(UTF_8));
    }
}
