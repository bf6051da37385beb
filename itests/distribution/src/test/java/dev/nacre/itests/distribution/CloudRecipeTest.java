/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that {@code docs/cloud-on-a-board.md} shows, but for the places they name. */
class CloudRecipeTest extends DistributionTest {
    private static final Path RECIPE = Path.of("../../docs/cloud-on-a-board.md");
    private static final Pattern FILE =
            Pattern.compile("```\n# etc/(\\S+)[.]cfg\n(.*?)```", Pattern.DOTALL);

    /** More than the pause between two looks for a clamd that is missing. */
    private static final Duration LATER = Duration.ofSeconds(60);

    private Path data;
    private Path quarantine;
    private Clamd clamd;

    @BeforeEach
    void configure_as_the_recipe_says() throws Exception {
        data = Files.createDirectories(folder.resolve("nextcloud/data"));
        quarantine = place.resolve("opt/clamav/quarantine");
        clamd = Clamd.in(place.resolve("clamd"));
        host.remove("dev.nacre.scanner.clamd.unix");
        List<MatchResult> files = FILE.matcher(Files.readString(RECIPE)).results().toList();
        assertThat(files).hasSize(4);
        for (MatchResult file : files) {
            host.configure(file.group(1), moved(file.group(2)));
        }
    }

    private String moved(String text) {
        return text.replace("/var/www/nextcloud/data", data.toString())
                .replace("/run/clamav/clamd.ctl", clamd.socket().toString())
                .replace("/opt/clamav/quarantine", quarantine.toString());
    }

    @AfterEach
    void end_clamd() {
        if (clamd != null) {
            clamd.close();
        }
    }

    @Test
    void an_infected_upload_is_taken_and_reads_and_the_log_cause_no_scan() throws Exception {
        clamd.start();
        host.start();
        Path upload = data.resolve("ann/files/invoice.pdf");
        Files.createDirectories(upload.getParent());
        assertThat(Outside.write(upload, Malware.eicar()).succeeded()).isTrue();
        until("the upload is taken", SOON, () -> !Files.exists(upload));
        assertThat(kept()).isOne();

        value("the scan is counted", SOON, this::scans, scans -> scans >= 1);
        Path picture = data.resolve("ann/files/picture.jpg");
        long before = scans();
        assertThat(Outside.write(picture, bytes("a picture")).succeeded()).isTrue();
        awaitScans(before + 1);
        Path log = data.resolve("nextcloud.log");
        for (int i = 0; i < 20; i++) {
            assertThat(Outside.read(picture).text()).isEqualTo("a picture");
            // Whoever scanned it would take it away.
            assertThat(Outside.write(log, Malware.eicar()).succeeded()).isTrue();
        }
        assertThat(Outside.write(picture, bytes("another picture")).succeeded()).isTrue();
        awaitScans(before + 2);
        assertThat(log).exists();
        assertThat(host.verb("explain", log.toString()).text()).contains("exempt by prefix");
    }

    /** As Nextcloud stores an upload: under another name, until it is complete. */
    @Test
    void an_infected_upload_is_taken_though_it_is_renamed_at_once() throws Exception {
        clamd.start();
        host.start();
        for (int i = 0; i < 20; i++) {
            Path upload = data.resolve("invoice-" + i + ".pdf");
            Outcome stored =
                    Outside.end(
                            new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "cat >\"$0.part\"; mv \"$0.part\" \"$0\"",
                                    upload.toString()),
                            Malware.eicar());
            assertThat(stored.error()).doesNotContain("Permission");
        }
        until("all uploads are taken", LATER, () -> isEmpty(data));
    }

    private static boolean isEmpty(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void a_clamd_that_starts_later_scans_what_was_uploaded_before() throws Exception {
        host.start();
        Path upload = data.resolve("invoice.pdf");
        assertThat(Outside.write(upload, Malware.eicar()).succeeded()).isTrue();
        assertThat(Outside.read(upload).succeeded()).as("the cloud works on").isTrue();
        value(
                "that clamd is missing",
                SOON,
                () -> host.json("status").getAsJsonObject(),
                status ->
                        status.get("scannerState").getAsString().equals("down")
                                && !status.get("health").getAsString().equals("healthy"));
        clamd.start();
        until("the upload is taken", LATER, () -> !Files.exists(upload));
        assertThat(kept()).isOne();
        JsonObject status = host.json("status").getAsJsonObject();
        assertThat(status.get("scannerState").getAsString()).isEqualTo("up");
    }

    private long kept() throws Exception {
        try (Stream<Path> files = Files.list(quarantine)) {
            return files.filter(file -> file.toString().endsWith(".data")).count();
        }
    }

    private long scans() throws Exception {
        JsonObject status = host.json("status").getAsJsonObject();
        return status.get("scans").getAsLong();
    }

    /** Neither fewer, nor one more that came before. */
    private void awaitScans(long count) throws Exception {
        assertThat(value(count + " scans", SOON, this::scans, scans -> scans >= count))
                .isEqualTo(count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
