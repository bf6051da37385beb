/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.webhook.internal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nacre.itests.support.receiver.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An HTTPS server with a certificate of its own for localhost, which answers as a test wants. */
final class WebServer implements AutoCloseable {
    /** What was posted. */
    record Posted(String path, Headers headers, String body) {}

    final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    final Path certificate;
    volatile int status = 202;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean silent;
    private final SSLContext context;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpsServer server;

    WebServer(Path folder) throws Exception {
        Certificate made = Certificate.in(folder, "dns:localhost");
        certificate = made.certificate();
        context = made.context();
        start(0);
    }

    private void start(int port) throws IOException {
        server =
                HttpsServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (silent) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        posted.add(
                new Posted(
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders(),
                        new String(body, StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("Location", url() + "elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url() {
        return "https://localhost:" + port() + "/";
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on it takes requests and says nothing. */
    void fallSilent() {
        silent = true;
    }

    void stop() {
        server.stop(0);
    }

    /** Comes back where it was. */
    void comeBack() throws IOException {
        start(port());
    }

    Posted next() throws InterruptedException {
        return posted.poll(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
