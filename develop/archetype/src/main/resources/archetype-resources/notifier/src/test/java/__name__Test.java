package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ${name}Test {
    @TempDir Path folder;

    @Test
    void the_last_detection_stands_in_the_file() throws Exception {
        Path file = folder.resolve("last");
        ${name} notifier = new ${name}(Map.of("file", file.toString()));

        notifier.detected(detection("First", "/srv/one"));
        notifier.detected(detection("Second", "/srv/two"));

        assertThat(file).hasContent("Second in /srv/two\n");
    }

    @Test
    void a_wrong_configuration_is_refused_with_what_is_wrong() {
        assertThatThrownBy(() -> new ${name}(Map.of("file", "no/absolute/path")))
                .hasMessageContaining("no/absolute/path");
    }

    private static Detection detection(String signature, String path) {
        return new Detection(
                "1",
                Instant.EPOCH,
                BytePath.of(path),
                signature,
                "clamd",
                "home",
                AccessKind.OPEN,
                Optional.empty(),
                true,
                Outcome.REPORTED,
                Optional.empty(),
                Optional.empty());
    }
}
