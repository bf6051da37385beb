/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;

/**
 * Nothing happened: somebody wants to see whether messages arrive.
 *
 * @param notifier who is tested
 */
public record TestMessage(Instant time, String notifier) implements Message {
    @Override
    public Severity severity() {
        return Severity.INFO;
    }

    @Override
    public String type() {
        return "test";
    }

    @Override
    public String id() {
        return "test-" + time.toEpochMilli();
    }

    @Override
    public String line() {
        return subject() + " (nothing was found, and nothing is to be done)";
    }

    @Override
    public String subject() {
        return "a test of the notifier " + Words.oneLine(notifier);
    }

    @Override
    public String body() {
        return "This is "
                + subject()
                + ".\nNothing was found, and nothing is to be done.\n\nTime:       "
                + Words.time(time)
                + "\nHost:       "
                + HostName.get()
                + "\n";
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("time").value(Words.time(time));
        json.name("notifier").value(notifier);
        json.endObject();
    }
}
