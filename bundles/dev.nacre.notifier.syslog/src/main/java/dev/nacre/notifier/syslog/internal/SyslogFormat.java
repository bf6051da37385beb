/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.message.Message;
import dev.nacre.notifier.message.Severity;
import dev.nacre.notifier.message.Words;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Messages as syslog servers read them. */
final class SyslogFormat {
    private static final String NAME = "nacre";

    /**
     * The name of the structured data. Who has no enterprise number takes that for examples (RFC
     * 5612).
     */
    private static final String STRUCTURED = "nacre@32473";

    /** RFC 3164, 4.1.2: the day is padded with a space. */
    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

    /** What says that a message is in UTF-8 (RFC 5424, 6.4). */
    private static final String BOM = "\ufeff";

    private final Facility facility;
    private final long pid = ProcessHandle.current().pid();

    SyslogFormat(Facility facility) {
        this.facility = facility;
    }

    /** In the form of RFC 5424: all that is known as structured data, and a line for people. */
    String full(Message message) {
        return priority(message)
                + "1 "
                + Words.time(message.time())
                + " "
                + HostName.get()
                + " "
                + NAME
                + " "
                + pid
                + " "
                + message.type()
                + " "
                + structured(message.fields())
                + " "
                + BOM
                + message.line();
    }

    /** As syslog(3) writes to the local socket, for which no server there is reads RFC 5424. */
    String local(Message message) {
        return priority(message)
                + LOCAL_TIME.format(message.time().atZone(ZoneId.systemDefault()))
                + " "
                + NAME
                + "["
                + pid
                + "]: "
                + message.line();
    }

    /** RFC 5424, 6.2.1: 8 times the facility, and the severity. */
    private String priority(Message message) {
        return "<" + (8 * facility.code() + code(message.severity())) + ">";
    }

    private static int code(Severity severity) {
        return switch (severity) {
            case INFO -> 6;
            case WARNING -> 4;
            case CRITICAL -> 2;
        };
    }

    private static String structured(Map<String, String> fields) {
        StringBuilder text = new StringBuilder("[").append(STRUCTURED);
        fields.forEach(
                (key, value) ->
                        text.append(' ')
                                .append(key)
                                .append("=\"")
                                .append(escape(value))
                                .append('"'));
        return text.append(']').toString();
    }

    /** RFC 5424, 6.3.3; control characters, which servers may stumble over, become spaces. */
    private static String escape(String value) {
        return value.replaceAll("[\\\\\"\\]]", "\\\\$0").replaceAll("\\p{Cntrl}", " ");
    }
}
