package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ${name}Test {
    private final ${name} filter =
            new ${name}(Map.of("names", new String[] {"known.tmp"}));

    @Test
    void a_file_of_that_name_is_exempt_and_no_other() {
        assertThat(filter.exempts(null, access("/srv/known.tmp", true))).contains("name known.tmp");
        assertThat(filter.exempts(null, access("/srv/unknown.tmp", true))).isEmpty();
        assertThat(filter.exempts(null, access("/srv/known.tmp/file", true))).isEmpty();
    }

    @Test
    void a_name_that_another_mount_namespace_gave_exempts_nothing() {
        assertThat(filter.exempts(null, access("/srv/known.tmp", false))).isEmpty();
    }

    @Test
    void a_wrong_configuration_is_refused_with_what_is_wrong() {
        assertThatThrownBy(() -> new ${name}(Map.of("names", "a/path")))
                .hasMessageContaining("a/path");
    }

    private static Access access(String text, boolean ours) {
        BytePath path = BytePath.of(text);
        return new FakeAccess(new Location(path, path, ours));
    }

    private record FakeAccess(Location location) implements Access {
        @Override
        public AccessKind kind() {
            return AccessKind.OPEN;
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public int pid() {
            return 1;
        }

        @Override
        public Optional<Accessor> process() {
            return Optional.empty();
        }
    }
}
