/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;

/**
 * Messages of one kind that were counted instead of told each: there were too many.
 *
 * @param kind of what kind they are
 * @param count how many; at least 1
 * @param from when the first of them happened
 * @param severity of the most severe of them
 * @param last the newest of them
 */
public record DigestMessage(
        EventKind kind, long count, Instant from, Severity severity, Message last)
        implements Message {
    /** One message that is not told by itself. */
    public static DigestMessage of(EventKind kind, Message message) {
        return new DigestMessage(kind, 1, message.time(), message.severity(), message);
    }

    /** Both as one. */
    public DigestMessage with(DigestMessage other) {
        boolean newer = other.time().isAfter(time());
        return new DigestMessage(
                kind,
                count + other.count,
                other.from.isBefore(from) ? other.from : from,
                Severity.worse(severity, other.severity),
                newer ? other.last : last);
    }

    @Override
    public Instant time() {
        return last.time();
    }

    @Override
    public String type() {
        return "digest";
    }

    @Override
    public String id() {
        return "digest-" + count + "-" + last.id();
    }

    @Override
    public String line() {
        return subject() + " since " + Words.time(from) + "; the last: " + last.line();
    }

    @Override
    public String subject() {
        return "and " + Words.number(count) + " more " + noun();
    }

    private String noun() {
        return switch (kind) {
            case DETECTION -> count == 1 ? "detection" : "detections";
            case HEALTH -> count == 1 ? "change of health" : "changes of health";
        };
    }

    @Override
    public String body() {
        return "And "
                + Words.number(count)
                + " more "
                + noun()
                + " that you were not told of one by one.\n\nFirst:      "
                + Words.time(from)
                + "\nLast:       "
                + Words.time(time())
                + "\n\nThe last of them:\n\n"
                + last.body();
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("time").value(Words.time(time()));
        json.name("of").value(kind.text());
        json.name("count").value(count);
        json.name("from").value(Words.time(from));
        json.name("to").value(Words.time(time()));
        json.name("last");
        last.writeTo(json);
        json.endObject();
    }
}
