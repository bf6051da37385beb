/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.webhook.internal;

import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.CloudEvent;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way to an HTTP server. */
final class WebhookChannel implements Channel {
    /** What servers answer that will not have this very message (RFC 9110, 15.5; RFC 6585). */
    private static final Set<Integer> NEVER = Set.of(400, 405, 413, 414, 415, 422, 431);

    private final Options options;
    private HttpClient client;

    WebhookChannel(Options options) {
        this.options = options;
    }

    @Override
    public String send(Message message) throws IOException, RefusedException, InterruptedException {
        if (client == null) {
            client = client();
        }
        int status = post(CloudEvent.of(message));
        String answer = options.server() + " answered " + status;
        if (status >= 200 && status < 300) {
            return answer;
        } else if (NEVER.contains(status)) {
            throw new RefusedException(answer);
        } else if (status >= 300 && status < 400) {
            throw new IOException(
                    answer + ", which leads elsewhere; name that place under the key url");
        }
        throw new IOException(answer);
    }

    private HttpClient client() throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.timeout())
                .sslContext(options.trust().context())
                .build();
    }

    private int post(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(options.url())
                        .header("Content-Type", CloudEvent.MEDIA_TYPE)
                        .header("User-Agent", "Nacre")
                        .POST(BodyPublishers.ofByteArray(body));
        options.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        if (!options.secret().isEmpty()) {
            request.setHeader(Signature.HEADER, Signature.of(body, options.secret()));
        }
        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(request.build(), BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> answer =
                    response.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            // The status says all; a body may be long, and slow.
            answer.body().close();
            return answer.statusCode();
        } catch (TimeoutException e) {
            throw new IOException(
                    options.server()
                            + " has not answered in "
                            + options.timeout().toMillis()
                            + " ms",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String reason =
                    cause.getMessage() == null
                            ? cause.getClass().getSimpleName()
                            : cause.getMessage();
            throw new IOException(options.server() + " cannot be reached: " + reason, cause);
        } finally {
            response.cancel(true);
        }
    }

    /** The client's thread ends when nobody has the client any more. */
    @Override
    public void close() {
        client = null;
    }
}
