/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to tell: immutable. No text for people holds a control character but the line ends of
 * {@link #body}: whatever files, processes and signatures call themselves is written as {@link
 * dev.nacre.api.file.BytePath#toString} writes names, so that none forges a line.
 */
public sealed interface Message
        permits DetectionMessage, HealthMessage, DigestMessage, TestMessage {
    /** When what is told of happened. */
    Instant time();

    Severity severity();

    /**
     * What sort of message this is: {@code detection}, {@code health}, {@code digest}, {@code
     * test}.
     */
    String type();

    /** Unique among the messages of this machine: letters, digits and {@code -}. */
    String id();

    /** All that matters, in one line. */
    String line();

    /** What a mail's subject or a heading says: one line, rather short. */
    String subject();

    /** All that is known, in lines that end in {@code \n}. */
    String body();

    /** Writes all that is known as one JSON object, whose keys are stable. */
    void writeTo(JsonWriter json) throws IOException;

    /**
     * What {@link #json} holds right below its top: the texts, numbers and truth values by their
     * keys, in order.
     */
    default Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonParser.parseString(json())
                .getAsJsonObject()
                .asMap()
                .forEach(
                        (key, value) -> {
                            if (value.isJsonPrimitive()) {
                                fields.put(key, value.getAsString());
                            }
                        });
        return fields;
    }

    /** All that is known as one JSON object, in one line without a line end. */
    default String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setSerializeNulls(false);
            writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be written", e);
        }
        return text.toString();
    }
}
