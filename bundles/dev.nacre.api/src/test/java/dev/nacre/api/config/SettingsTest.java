/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.ScanOn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @interface Config {
        String[] paths() default {};

        String scanOn() default "write-exec";

        String deadline() default "10s";

        String maxFileSize() default "100M";

        int sessions() default 4;

        boolean prevention() default true;
    }

    private static Settings settings(Map<String, ?> properties) {
        return new Settings(Config.class, properties);
    }

    @Test
    void what_is_not_said_has_its_default() {
        Settings settings = settings(Map.of("service.pid", "dev.nacre.watch~home"));
        assertThat(settings.choice("scanOn", ScanOn.class)).isEqualTo(ScanOn.WRITE_EXEC);
        assertThat(settings.duration("deadline", Duration.ZERO, Duration.ofMinutes(10)))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.bytes("maxFileSize", 0, Long.MAX_VALUE)).isEqualTo(100L << 20);
        assertThat(settings.number("sessions", 1, 64)).isEqualTo(4);
        assertThat(settings.flag("prevention")).isTrue();
        assertThat(settings.paths("paths")).isEmpty();
        settings.check();
    }

    @Test
    void values_come_as_texts_arrays_and_numbers() {
        Settings settings =
                settings(
                        Map.of(
                                "paths", new String[] {"/home", "/srv/with\\x0aline"},
                                "sessions", 9L,
                                "prevention", "false",
                                "deadline", "1.5s",
                                "maxFileSize", "2 GiB"));
        assertThat(settings.paths("paths"))
                .containsExactly(BytePath.of("/home"), BytePath.of("/srv/with\nline"));
        assertThat(settings.number("sessions", 1, 64)).isEqualTo(9);
        assertThat(settings.flag("prevention")).isFalse();
        assertThat(settings.duration("deadline", Duration.ZERO, Duration.ofMinutes(10)))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.bytes("maxFileSize", 0, Long.MAX_VALUE)).isEqualTo(2L << 30);
        settings.check();
    }

    @Test
    void all_that_is_wrong_is_named_with_file_key_value_and_what_is_allowed() {
        Settings settings =
                settings(
                        Map.of(
                                "felix.fileinstall.filename", "file:/etc/nacre/x.cfg",
                                "scanOn", "wrte",
                                "deadline", "10 parsecs",
                                "paths", "home"));
        settings.choice("scanOn", ScanOn.class);
        settings.duration("deadline", Duration.ofMillis(100), Duration.ofMinutes(10));
        settings.paths("paths");
        assertThatThrownBy(settings::check)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("/etc/nacre/x.cfg: ")
                .hasMessageContaining("scanOn = \"wrte\"")
                .hasMessageContaining("modify, write, write-exec")
                .hasMessageContaining("deadline = \"10 parsecs\"")
                .hasMessageContaining("from 100ms to 600s")
                .hasMessageContaining("paths = \"home\"");
    }

    @Test
    void a_key_that_does_not_exist_is_refused_with_those_that_do() {
        assertThatThrownBy(() -> settings(Map.of("scannOn", "write")).check())
                .hasMessageContaining("scannOn")
                .hasMessageContaining("paths, prevention, scanOn, sessions");
    }

    @Test
    void a_wrong_configuration_leaves_the_one_before_in_force() {
        Configured<Integer> sessions =
                new Configured<>(
                        "scanner x", Config.class, Map.of(), s -> s.number("sessions", 1, 64));
        assertThat(sessions.update(Map.of("sessions", "none"))).isPresent();
        assertThat(sessions.get()).isEqualTo(4);
        assertThat(sessions.findings()).hasSize(1);
        assertThat(sessions.update(Map.of("sessions", 5))).isEmpty();
        assertThat(sessions.get()).isEqualTo(5);
        assertThat(sessions.findings()).isEmpty();
    }

    @Test
    void the_instance_is_named_by_what_follows_the_tilde() {
        assertThat(Settings.instanceName(Map.of("service.pid", "dev.nacre.watch~srv.data")))
                .isEqualTo("srv.data");
        assertThat(Settings.instanceName(Map.of("service.pid", "dev.nacre.watch~home")))
                .isEqualTo("home");
    }

    @Test
    void a_service_is_known_by_its_own_name_else_by_its_configuration_or_component() {
        String own = "nacre.notifier.name";
        assertThat(Settings.serviceName(Map.of(own, "ops", "service.pid", "a.b~c"), own))
                .isEqualTo("ops");
        assertThat(Settings.serviceName(Map.of("service.pid", "dev.nacre.notifier.mail~c.d"), own))
                .isEqualTo("c.d");
        assertThat(Settings.serviceName(Map.of("service.pid", "dev.nacre.notifier.mail"), own))
                .isEqualTo("mail");
        assertThat(Settings.serviceName(Map.of("component.name", "org.example.Bell"), own))
                .isEqualTo("Bell");
    }
}
