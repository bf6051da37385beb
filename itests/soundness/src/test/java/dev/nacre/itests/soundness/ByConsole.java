/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By the web console: logs in, has the form of a configuration sent, and sends it back filled in,
 * as the page's script does ({@code res/ui/config.js} of Felix's web console).
 */
final class ByConsole implements Means {
    private static final String USER = "admin";
    private static final Pattern PASSWORD =
            Pattern.compile("(?m)^console: .*password: *(\\S+)\\s*$");
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Keys that the page itself has parameters for are sent with a {@code $} before them. */
    private static final Set<String> TAKEN = Set.of("action", "propertylist", "apply", "delete");

    private final HttpClient browser =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();
    private String origin;
    private boolean loggedIn;

    @Override
    public Path prepare(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        origin = "http://127.0.0.1:" + port;
        Files.writeString(
                World.etc(folder).resolve("org.apache.felix.http.cfg"),
                """
                org.apache.felix.http.host = "127.0.0.1"
                org.osgi.service.http.port = "%d"
                """
                        .formatted(port));
        return Host.HOME;
    }

    @Override
    public List<String> options() {
        return List.of();
    }

    @Override
    public Origin origin() {
        return new Origin("console", USER, "127.0.0.1");
    }

    /** Stops a bundle, by its number, on the page of bundles. */
    void stop(Host host, long bundle) throws Exception {
        logIn(host);
        List<String> fields = new ArrayList<>();
        add(fields, "action", "stop");
        send("/bundles/" + bundle, fields);
    }

    @Override
    public void change(Host host, String pid, Map<String, Object> values) throws Exception {
        logIn(host);
        String page = "/configMgr/" + encoded(pid);
        JsonObject form =
                JsonParser.parseString(send(page + "?post=true", List.of())).getAsJsonObject();
        send(page, filledIn(form, values));
    }

    private void logIn(Host host) throws Exception {
        if (!loggedIn) {
            Await.until("the console lets in", SOON, () -> logsIn(host));
            loggedIn = true;
        }
    }

    private boolean logsIn(Host host) throws IOException, InterruptedException {
        Matcher password = PASSWORD.matcher(host.said());
        if (!password.find()) {
            return false;
        }
        List<String> fields = new ArrayList<>();
        add(fields, "user", USER);
        add(fields, "password", password.group(1));
        try {
            return post("/login", fields).statusCode() == 303;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    private static List<String> filledIn(JsonObject form, Map<String, Object> values) {
        List<String> fields = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        add(fields, "apply", "true");
        add(fields, "action", "ajaxConfigManager");
        add(fields, "$location", text(form, "bundle_location"));
        if (form.has("factoryPid")) {
            add(fields, "factoryPid", text(form, "factoryPid"));
        }
        if (form.has("additionalProperties")) {
            keys.add(text(form, "additionalProperties"));
        }
        JsonObject properties = form.getAsJsonObject("properties");
        for (String key : properties.keySet()) {
            keys.add(key);
            String name = TAKEN.contains(key) ? "$" + key : key;
            for (String value : items(properties.getAsJsonObject(key), values.get(key))) {
                add(fields, name, value);
            }
        }
        assertThat(keys).containsAll(values.keySet());
        add(fields, "propertylist", String.join(",", keys));
        return fields;
    }

    /** What is to be sent: what is new, else what the form holds. */
    private static List<String> items(JsonObject shown, Object changed) {
        if (changed != null) {
            return changed instanceof String[] texts ? List.of(texts) : List.of((String) changed);
        }
        if (shown.has("values")) {
            return shown.getAsJsonArray("values").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        }
        return List.of(text(shown, "value"));
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private static void add(List<String> fields, String name, String value) {
        fields.add(encoded(name) + "=" + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String send(String path, List<String> fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, fields);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isLessThan(400);
        return answer.body();
    }

    private HttpResponse<String> post(String path, List<String> fields)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(origin + "/system/console" + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", origin)
                        .timeout(SOON)
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
