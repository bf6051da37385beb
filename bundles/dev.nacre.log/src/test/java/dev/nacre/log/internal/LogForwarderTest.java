/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogLevel;

final class LogForwarderTest {
    private final List<String> written = new ArrayList<>();
    private boolean stopping;
    private final LogForwarder forwarder =
            new LogForwarder(name -> RecordingLogger.named(name, written), () -> stopping);

    @Test
    void an_entry_is_written_under_its_bundles_name_at_its_level() {
        forwarder.forward(new Entry(LogLevel.WARN, "LogService", "it is late", null));

        assertThat(written).containsExactly("WARN some.bundle it is late");
    }

    @Test
    void an_exception_goes_along() {
        Throwable exception = new IllegalStateException("broken");

        forwarder.forward(new Entry(LogLevel.ERROR, "LogService", "no start", exception));

        assertThat(written).containsExactly("ERROR some.bundle no start " + exception);
    }

    @Test
    void a_refused_configuration_is_one_line_without_the_exception() {
        Throwable refused =
                new RuntimeException(
                        "dev.nacre.api.config.InvalidConfiguration: a.cfg: x = \"1\" is refused");

        forwarder.forward(
                new Entry(LogLevel.ERROR, "LogService", "no start", new RuntimeException(refused)));

        assertThat(written).containsExactly("ERROR some.bundle a.cfg: x = \"1\" is refused");
    }

    @Test
    void events_of_the_framework_are_left_to_the_launcher() {
        forwarder.forward(new Entry(LogLevel.ERROR, "Events.Framework", "error", null));

        assertThat(written).isEmpty();
    }

    @Test
    void while_the_framework_stops_only_errors_are_news() {
        stopping = true;

        forwarder.forward(new Entry(LogLevel.WARN, "LogService", "interrupted", null));
        forwarder.forward(new Entry(LogLevel.ERROR, "LogService", "lost", null));

        assertThat(written).containsExactly("ERROR some.bundle lost");
    }
}
