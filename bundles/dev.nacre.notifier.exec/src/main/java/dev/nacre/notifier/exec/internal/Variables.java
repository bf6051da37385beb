/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.exec.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The environment of a command: what is known of a message, as {@code NACRE_} and the key of its
 * JSON, and what clamd's VirusEvent gives (clamd.conf(5)). Paths are the very bytes, as in clamd's.
 */
final class Variables {
    private static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Variables() {}

    /** Each {@code NAME=value}, in bytes; none holds a NUL. Later ones win. */
    static List<byte[]> of(Message message, List<String> configured) {
        List<byte[]> all = new ArrayList<>();
        all.add(bytes(PATH));
        all.add(variable("NACRE_TYPE", message.type()));
        all.add(variable("NACRE_SEVERITY", message.severity().text()));
        all.add(variable("NACRE_HOST", HostName.get()));
        all.add(variable("NACRE_LINE", message.line()));
        all.add(variable("NACRE_JSON", message.json()));
        message.fields().forEach((key, value) -> all.add(variable(name(key), value)));
        if (message instanceof DetectionMessage told) {
            all.add(variable("CLAM_VIRUSEVENT_VIRUSNAME", told.detection().signature()));
            BytePath path = told.detection().path();
            if (path != null) {
                all.add(variable("CLAM_VIRUSEVENT_FILENAME", path.bytes()));
                all.add(variable("NACRE_PATH", path.bytes()));
            }
        }
        configured.forEach(variable -> all.add(bytes(variable)));
        return all;
    }

    /** {@code quarantineId} becomes {@code NACRE_QUARANTINE_ID}. */
    private static String name(String key) {
        return "NACRE_" + key.replaceAll("[A-Z]", "_$0").toUpperCase(Locale.ROOT);
    }

    private static byte[] variable(String name, String value) {
        return variable(name, bytes(value));
    }

    private static byte[] variable(String name, byte[] value) {
        ByteArrayOutputStream variable = new ByteArrayOutputStream();
        variable.writeBytes(bytes(name + "="));
        variable.writeBytes(value);
        return variable.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
    }
}
