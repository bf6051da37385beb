/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.distribution.Host;
import dev.nacre.itests.support.Clamd;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** clamonacc scans one file at a time, and loses its way where clamd or descriptors are short. */
class ScansTest extends ClamonaccTest {
    /** More than select(2) can watch, FD_SETSIZE. */
    private static final int OPENERS = 1200;

    /** Bytes in an archive that take clamd seconds. */
    private static final int LONG = 300_000_000;

    private static final int LONG_ENOUGH = 30_000_000;

    private static final Pattern THREADS = Pattern.compile("THREADS: live (\\d+) +idle (\\d+)");

    private Clamd clamd;
    private Path early;
    private Path infected;

    @Override
    protected Host host() throws Exception {
        clamd = Clamd.in(place.resolve("clamd"), "MaxFileSize 400M", "MaxScanSize 1G");
        return Host.in(place.resolve("host"))
                .configure(
                        "dev.nacre.scanner.clamd.unix",
                        "socket = \"" + clamd.socket() + "\"",
                        "presence = \"required\"",
                        // A test has it hang for a while.
                        "connectTimeout = \"50s\"");
    }

    /** The guard stands before there is a clamd, and the files are there before the guard. */
    @Override
    protected void prepare() throws Exception {
        watch("all", files, "scanOn = \"open-exec\"", "deadline = \"60s\"");
        early = eicar(folder("early"));
        infected = eicar(folder("infected"));
        for (int i = 0; i < 8; i++) {
            archive(folder("archives").resolve(i + ".gz"), LONG_ENOUGH);
        }
        archive(files.resolve("slow.gz"), LONG);
        for (int i = 0; i < OPENERS; i++) {
            Files.writeString(folder("crowd").resolve("f" + i), "pearl " + i);
        }
        for (int i = 0; i < 3; i++) {
            Files.writeString(folder("quick").resolve("f" + i), "quick " + i);
        }
    }

    private synchronized void awaitClamd() throws Exception {
        if (!status().get("scannerState").getAsString().equals("up")) {
            assertThat(Outside.read(early).succeeded()).as("onError is allow").isTrue();
            clamd.start();
            until(
                    "Nacre has found clamd",
                    SOON,
                    () ->
                            counted("unscanned", "scanner-down") > 0
                                    && status().get("scannerState").getAsString().equals("up"));
        }
    }

    @AfterAll
    void end_clamd() {
        if (clamd != null) {
            clamd.close();
        }
    }

    private List<Path> all(String folder) throws IOException {
        try (Stream<Path> all = Files.list(files.resolve(folder))) {
            return all.toList();
        }
    }

    /**
     * @param size bytes that clamd finds in it
     */
    private static void archive(Path file, int size) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] piece = Arrays.copyOf(file.toString().getBytes(), 1 << 20);
            for (int written = 0; written < size; written += piece.length) {
                out.write(piece);
            }
        }
    }

    private static Process reading(Path file) throws IOException {
        return new ProcessBuilder("cat", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private int busyThreads() throws IOException {
        Matcher threads = THREADS.matcher(clamd.ask("STATS"));
        assertThat(threads.find()).isTrue();
        return Integer.parseInt(threads.group(1)) - Integer.parseInt(threads.group(2));
    }

    @Test
    void issue_834_a_host_that_starts_before_clamd_guards_and_finds_clamd_when_it_comes()
            throws Exception {
        awaitClamd();
        until("what passed meanwhile is found", SOON, () -> !told(early).isEmpty());
        assertThat(isRefused(early)).isTrue();
    }

    @Test
    void issue_1698_while_one_file_is_scanned_for_long_others_are_scanned() throws Exception {
        awaitClamd();
        Process waiting = reading(files.resolve("slow.gz"));
        until("the long scan is under way", SOON, () -> counted("waiting") > 0);
        for (Path file : all("quick")) {
            assertThat(Outside.read(file).succeeded()).isTrue();
        }
        assertThat(waiting.isAlive()).as("it still waits for its verdict").isTrue();
        assertThat(waiting.waitFor()).isZero();
    }

    @Test
    void issue_394_as_many_files_are_scanned_at_once_as_clamd_has_threads() throws Exception {
        awaitClamd();
        List<Process> waiting = new ArrayList<>();
        for (Path file : all("archives")) {
            waiting.add(reading(file));
        }
        // One of them may be the thread that says so.
        value("busy threads of clamd", SOON, this::busyThreads, busy -> busy >= 6);
        for (Process process : waiting) {
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void issue_514_of_files_that_are_gone_before_their_scan_no_log_is_filled() throws Exception {
        awaitClamd();
        Path log = host.var().resolve("log/nacre.log");
        long before = Files.size(log);
        long complaints = complaints();
        shell(
                "i=0; while [ $i -lt 500 ]; do echo $i >$1/t$i; rm $1/t$i; i=$((i+1)); done",
                folder("temporary"));
        awaitSettled();
        assertThat(Files.size(log) - before).as("bytes in the log").isLessThan(2000);
        assertThat(complaints()).isEqualTo(complaints);
        assertThat(counted("unscanned", "scan-failed")).isZero();
        assertThat(counted("unscanned", "unreadable")).isZero();
    }

    /** Lines of clamd's log. */
    private long complaints() throws IOException {
        return Files.readString(place.resolve("clamd/clamd.log"))
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("WARNING"))
                .count();
    }

    @Test
    void issue_245_issue_184_issue_1083_a_thousand_that_wait_at_once_get_their_verdicts()
            throws Exception {
        awaitClamd();
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> openers = new ArrayList<>();
        clamd.stop();
        try {
            for (Path file : Stream.concat(all("crowd").stream(), Stream.of(infected)).toList()) {
                Thread opener =
                        new Thread(() -> (opens(file) ? opened : refused).incrementAndGet());
                opener.start();
                openers.add(opener);
            }
            until("all of them wait", SOON, () -> counted("waiting") > OPENERS);
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + host.pid() + "/fd"))) {
                assertThat(descriptors.count()).isGreaterThan(OPENERS);
            }
        } finally {
            clamd.resume();
        }
        for (Thread opener : openers) {
            opener.join();
        }
        assertThat(opened).hasValue(OPENERS);
        assertThat(refused).hasValue(1);
    }

    private static boolean opens(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
