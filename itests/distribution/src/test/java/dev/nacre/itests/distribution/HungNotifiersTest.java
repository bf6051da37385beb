/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an access costs of which notifiers are told, while these get rid of what they are told, and
 * while one receiver never answers, one refuses, and one is not there.
 */
class HungNotifiersTest extends DistributionTest {
    /** How long each open took that was refused, in nanoseconds. */
    private static final String OPENS =
            """
            import sys, time
            for _ in range(int(sys.argv[2])):
                begin = time.perf_counter_ns()
                try:
                    open(sys.argv[1], 'rb')
                    print('passed')
                except PermissionError:
                    print(time.perf_counter_ns() - begin)
            """;

    private static final int OPENS_A_ROUND = 200;
    private static final int LEAST_ROUNDS = 4;

    /** What else the machine does falls on both alike, yet not in a single round. */
    private static final int MOST_ROUNDS = 20;

    private static final double MOST = 1.5;

    private static final String WEBHOOK = "dev.nacre.notifier.webhook-";

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer web;
    private Path eicar;

    @BeforeEach
    void guard_a_folder_and_listen() throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(threads);
        web.createContext("/healthy", exchange -> answer(exchange, 204, answered));
        web.createContext("/refusing", exchange -> answer(exchange, 500, refused));
        web.createContext("/hung", this::hang);
        web.start();
        eicar = Files.write(folder.resolve("eicar.com"), Malware.eicar());
        watch("scanOn = \"open-exec\"");
        host.start();
    }

    @AfterEach
    void stop_listening() {
        over.countDown();
        web.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int status, AtomicInteger counter)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        counter.incrementAndGet();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        hanging.incrementAndGet();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void set(String pid, String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = pid;
        System.arraycopy(words, 0, all, 1, words.length);
        Outcome outcome = host.verb("set", all);
        assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
    }

    private void webhook(String name, String path) throws Exception {
        String url = "http://127.0.0.1:" + web.getAddress().getPort() + path;
        set(WEBHOOK + name, "url=" + url, "burst=0", "timeout=60s");
    }

    private void mailServerThatIsDown() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        set(
                "dev.nacre.notifier.mail-three",
                "host=127.0.0.1",
                "port=" + port,
                "security=none",
                "from=nacre@example.org",
                "to=ann@example.org",
                "burst=0");
    }

    private void remove(String... pids) throws Exception {
        for (String pid : pids) {
            Outcome outcome = host.verb("unset", "--all", pid);
            assertThat(outcome.succeeded()).as("%s", outcome).isTrue();
        }
    }

    private List<Long> round() throws Exception {
        String count = Integer.toString(OPENS_A_ROUND);
        Outcome opens = Outside.run("python3", "-c", OPENS, eicar.toString(), count);
        assertThat(opens.succeeded()).as("%s", opens).isTrue();
        return opens.text().lines().map(Long::valueOf).toList();
    }

    private List<Long> healthyRound() throws Exception {
        webhook("one", "/healthy");
        webhook("two", "/healthy");
        webhook("three", "/healthy");
        int before = answered.get();
        List<Long> took = round();
        until("they are told", SOON, () -> answered.get() > before);
        remove(WEBHOOK + "one", WEBHOOK + "two", WEBHOOK + "three");
        return took;
    }

    private List<Long> hungRound() throws Exception {
        webhook("one", "/hung");
        webhook("two", "/refusing");
        mailServerThatIsDown();
        int hung = hanging.get();
        int before = refused.get();
        assertThat(Outside.read(eicar).refused()).isTrue();
        until("they are told", SOON, () -> hanging.get() > hung && refused.get() > before);
        // From here on none gets rid of anything: an access that waited for one would hang, too.
        List<Long> took = round();
        remove(WEBHOOK + "one", WEBHOOK + "two", "dev.nacre.notifier.mail-three");
        return took;
    }

    private static double median(List<Long> numbers) {
        List<Long> sorted = numbers.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    @Test
    void an_access_costs_no_more_where_nobody_takes_what_notifiers_tell() throws Exception {
        // Not counted: what comes first loads classes.
        healthyRound();
        List<Long> healthy = new ArrayList<>();
        List<Long> hung = new ArrayList<>();
        double ratio = Double.MAX_VALUE;
        for (int i = 0; i < MOST_ROUNDS && (i < LEAST_ROUNDS || ratio > MOST); i++) {
            healthy.addAll(healthyRound());
            hung.addAll(hungRound());
            ratio = median(hung) / median(healthy);
        }
        System.out.printf(
                "an access of which notifiers are told, median of %d: %.0f us with healthy ones,"
                        + " %.0f us with hung ones; ratio %.2f%n",
                hung.size(), median(healthy) / 1000, median(hung) / 1000, ratio);
        assertThat(ratio).isLessThanOrEqualTo(MOST);
    }
}
