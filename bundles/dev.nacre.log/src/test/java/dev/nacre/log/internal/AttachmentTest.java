/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

final class AttachmentTest {
    private final List<String> written = new ArrayList<>();
    private final Reader reader = new Reader();

    @Test
    void what_was_logged_before_comes_first_and_in_its_order() {
        reader.log("first");
        reader.log("second");

        attach();
        reader.log("third");

        assertThat(written)
                .containsExactly(
                        "INFO some.bundle first",
                        "INFO some.bundle second",
                        "INFO some.bundle third");
    }

    @Test
    void an_entry_that_comes_while_the_listener_is_added_is_written_once() {
        reader.loggedWhileAdding = "meanwhile";

        attach();

        assertThat(written).containsExactly("INFO some.bundle meanwhile");
    }

    @Test
    void nothing_is_written_after_the_end() {
        attach().close();

        reader.log("late");

        assertThat(written).isEmpty();
    }

    private Attachment attach() {
        return Attachment.to(
                reader,
                new LogForwarder(name -> RecordingLogger.named(name, written), () -> false));
    }

    /** Keeps the newest entry first, as the real one does. */
    private static final class Reader implements LogReaderService {
        private final List<LogEntry> entries = new ArrayList<>();
        private final List<LogListener> listeners = new ArrayList<>();
        private String loggedWhileAdding;

        void log(String message) {
            Entry entry = new Entry(LogLevel.INFO, "LogService", message, null);
            entries.add(0, entry);
            listeners.forEach(listener -> listener.logged(entry));
        }

        @Override
        public void addLogListener(LogListener listener) {
            listeners.add(listener);
            if (loggedWhileAdding != null) {
                log(loggedWhileAdding);
            }
        }

        @Override
        public void removeLogListener(LogListener listener) {
            listeners.remove(listener);
        }

        @Override
        public Enumeration<LogEntry> getLog() {
            return Collections.enumeration(entries);
        }
    }
}
