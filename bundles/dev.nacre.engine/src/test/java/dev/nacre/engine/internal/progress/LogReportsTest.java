/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogReportsTest {
    /** A process that ends as the watchdog ends one. */
    static final class Ending {
        private Ending() {}

        public static void main(String[] words) {
            Runtime.getRuntime().addShutdownHook(new Thread(Ending::never));
            LogReports reports = new LogReports();
            if (words.length > 0) {
                System.setErr(new PrintStream(new Stuck(), true, StandardCharsets.UTF_8));
            }
            reports.end("on purpose");
        }

        private static void never() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Takes nothing, as a file that is guarded while nobody answers. */
    private static final class Stuck extends OutputStream {
        @Override
        public void write(int one) {
            Ending.never();
        }
    }

    private static String end(String... words) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName());
        builder.command().addAll(List.of(words));
        Process process = builder.redirectErrorStream(true).start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(1);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void the_end_says_why_and_waits_for_no_other_thread() throws Exception {
        assertThat(end()).contains("Nacre ends itself, and lets go who waits: on purpose");
    }

    @Test
    void the_end_does_not_wait_for_who_takes_no_words() throws Exception {
        long begin = System.nanoTime();
        end("stuck");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
    }
}
