/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import com.google.gson.stream.JsonWriter;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import java.io.IOException;
import java.time.Instant;

/** Something infected was found. */
public record DetectionMessage(Detection detection) implements Message {
    @Override
    public Instant time() {
        return detection.time();
    }

    /**
     * Critical where the file is still there though it should not be; whoever only reports has to
     * act too.
     */
    @Override
    public Severity severity() {
        return switch (detection.outcome()) {
            case REPORTED, FAILED -> Severity.CRITICAL;
            case QUARANTINED, REMOVED -> Severity.WARNING;
            case RELEASED -> Severity.INFO;
        };
    }

    @Override
    public String type() {
        return "detection";
    }

    @Override
    public String id() {
        return detection.id();
    }

    @Override
    public String line() {
        return subject()
                + " ("
                + Words.access(detection)
                + " by "
                + Words.process(detection)
                + ", "
                + Words.outcome(detection)
                + ")";
    }

    @Override
    public String subject() {
        return "INFECTED " + Words.file(detection) + ": " + Words.oneLine(detection.signature());
    }

    @Override
    public String body() {
        return "Infected:   "
                + Words.file(detection)
                + "\nSignature:  "
                + Words.oneLine(detection.signature())
                + "\nThe file:   "
                + Words.outcome(detection)
                + "\nAccess:     "
                + Words.access(detection)
                + "\nProcess:    "
                + Words.process(detection)
                + "\nTime:       "
                + Words.time(detection.time())
                + "\nHost:       "
                + HostName.get()
                + "\nWatch:      "
                + Words.oneLine(detection.watch())
                + "\nScanner:    "
                + Words.oneLine(detection.scanner())
                + "\nDetection:  "
                + detection.id()
                + "\n";
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("time").value(Words.time(detection.time()));
        json.name("id").value(detection.id());
        path(json, detection.path());
        json.name("signature").value(detection.signature());
        json.name("scanner").value(detection.scanner());
        json.name("watch").value(detection.watch());
        json.name("access").value(detection.kind().text());
        if (detection.process().isPresent()) {
            process(json, detection.process().get());
        }
        json.name("denied").value(detection.denied());
        json.name("action").value(detection.outcome().text());
        json.name("quarantineId").value(detection.quarantineId().orElse(null));
        json.name("failure").value(detection.failure().orElse(null));
        json.endObject();
    }

    private static void path(JsonWriter json, BytePath path) throws IOException {
        if (path == null) {
            return;
        }
        json.name("path").value(path.toString());
        if (!BytePath.of(path.toString()).equals(path)) {
            json.name("pathHex").value(path.hex());
        }
    }

    private static void process(JsonWriter json, Accessor process) throws IOException {
        json.name("pid").value(process.pid());
        BytePath executable = process.executable();
        json.name("executable").value(executable == null ? null : executable.toString());
        json.name("command").value(process.command());
        if (process.uid() >= 0) {
            json.name("uid").value(process.uid());
        }
    }
}
