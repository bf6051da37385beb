/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.notify;

import com.google.gson.stream.JsonWriter;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.text.Json;
import dev.nacre.shell.internal.text.Style;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.NamedNotifier;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows who is told of detections, and has them told of a test. */
public final class NotifyVerb implements Verb {
    private static final int FAILED = 2;

    private final Host host;

    public NotifyVerb(Host host) {
        this.host = host;
    }

    /** What came of a test; {@code answer} says why not where nothing was delivered. */
    private record Result(String name, boolean delivered, String answer) {}

    @Override
    public String name() {
        return "notify";
    }

    @Override
    public String usage() {
        return "[--json] list | test NAME...";
    }

    @Override
    public String summary() {
        return "who is told of detections, and whether messages arrive";
    }

    @Override
    public String details() {
        return "list          the notifiers, and what became of what they were told\n"
                + "test NAME...  send a message that calls itself a test, and say what comes of it\n"
                + "Exit code: 0 done, 2 not done or not delivered.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, IOException, InterruptedException {
        List<String> words = arguments.operands().stream().map(Object::toString).toList();
        String task = words.isEmpty() ? "" : words.get(0);
        List<String> names = words.subList(Math.min(1, words.size()), words.size());
        if (task.equals("list") && names.isEmpty()) {
            new NotifierList(host.notifiers()).print(arguments.json(), terminal);
            return 0;
        } else if (task.equals("test") && !names.isEmpty()) {
            return test(named(names), arguments.json(), terminal);
        }
        throw new UsageException("list, or test and the names of those to test");
    }

    private List<NamedNotifier> named(List<String> names) throws IOException {
        List<NamedNotifier> all = host.notifiers();
        List<NamedNotifier> named = new ArrayList<>();
        for (String name : names) {
            List<NamedNotifier> found =
                    all.stream().filter(notifier -> notifier.name().equals(name)).toList();
            if (found.isEmpty()) {
                throw new IOException(
                        "there is no notifier "
                                + name
                                + "; there are: "
                                + all.stream()
                                        .map(NamedNotifier::name)
                                        .collect(Collectors.joining(", "))
                                + ". The log says why one is not there that should be");
            }
            named.addAll(found);
        }
        return named;
    }

    private static int test(List<NamedNotifier> notifiers, boolean json, Terminal terminal)
            throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (NamedNotifier notifier : notifiers) {
            results.add(test(notifier));
        }
        if (json) {
            json(results, terminal);
        } else {
            Style style = new Style(terminal);
            for (Result result : results) {
                String outcome = result.delivered() ? "delivered" : style.bad("not delivered");
                terminal.out().println(result.name() + ": " + outcome + ": " + result.answer());
            }
        }
        return results.stream().allMatch(Result::delivered) ? 0 : FAILED;
    }

    private static Result test(NamedNotifier tested) throws InterruptedException {
        try {
            return new Result(tested.name(), true, tested.notifier().test());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            // Notifiers may come from anywhere.
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            return new Result(tested.name(), false, reason);
        }
    }

    private static void json(List<Result> results, Terminal terminal) throws IOException {
        JsonWriter json = Json.begin(terminal.out());
        json.beginArray();
        for (Result result : results) {
            json.beginObject();
            json.name("name").value(result.name());
            json.name("delivered").value(result.delivered());
            json.name("answer").value(result.answer());
            json.endObject();
        }
        json.endArray();
        Json.end(json, terminal.out());
    }
}
