/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.syslog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.itests.support.receiver.Certificate;
import dev.nacre.itests.support.receiver.Rsyslog;
import dev.nacre.itests.support.receiver.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real rsyslogd. */
@Timeout(120)
class SyslogNotifierTest {
    private static final String LINE =
            "INFECTED /srv/größe \"]\\\\: Eicar-Signature (refused open by an unknown process,"
                    + " left where it is)";

    @TempDir Path folder;

    private static Detection detection(int number) {
        BytePath path = BytePath.of("/srv/größe \"]\\");
        return Told.detection("d" + number, path, Optional.empty(), Outcome.REPORTED);
    }

    private static SyslogNotifier notifier(String server, Path caFile) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "dev.nacre.notifier.syslog~ops");
        properties.put("server", server);
        properties.put("timeout", "30s");
        properties.put("caFile", caFile == null ? "" : caFile.toString());
        return new SyslogNotifier(properties);
    }

    /** Daemon, critical; structured data with what RFC 5424 has escaped. */
    private static void isWhole(String line) {
        assertThat(line)
                .startsWith(
                        "26|nacre|detection|[nacre@32473 time=\"2026-03-04T05:06:07.089Z\" id=\"d1\"")
                .contains(" path=\"/srv/größe \\\"\\]\\\\\\\\\"", " action=\"reported\"")
                .endsWith(LINE);
    }

    @Test
    void a_detection_arrives_by_udp() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.plain(folder);
                SyslogNotifier notifier = notifier("udp://127.0.0.1:" + rsyslog.port(), null)) {
            notifier.detected(detection(1));
            isWhole(rsyslog.lines(1).get(0));
        }
    }

    @Test
    void a_detection_arrives_by_tcp_and_the_server_is_seen_to_have_read_it() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.plain(folder);
                SyslogNotifier notifier = notifier("tcp://localhost:" + rsyslog.port(), null)) {
            assertThat(notifier.test())
                    .isEqualTo("tcp://localhost:" + rsyslog.port() + " has read it");
            notifier.detected(detection(1));
            isWhole(rsyslog.lines(2).get(1));
        }
    }

    @Test
    void a_detection_arrives_by_tls() throws Exception {
        Certificate certificate = Certificate.in(folder, "dns:localhost");
        try (Rsyslog rsyslog = Rsyslog.tls(folder, certificate);
                SyslogNotifier notifier =
                        notifier("tls://localhost:" + rsyslog.port(), certificate.certificate())) {
            assertThat(notifier.test()).endsWith("has read it");
            notifier.detected(detection(1));
            isWhole(rsyslog.lines(2).get(1));
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_told_nothing() throws Exception {
        Certificate certificate = Certificate.in(folder, "dns:localhost");
        try (Rsyslog rsyslog = Rsyslog.tls(folder, certificate);
                SyslogNotifier strange = notifier("tls://localhost:" + rsyslog.port(), null);
                SyslogNotifier named =
                        notifier("tls://127.0.0.1:" + rsyslog.port(), certificate.certificate())) {
            assertThatThrownBy(strange::test)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not reach tls://localhost");
            assertThatThrownBy(named::test).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_detection_arrives_by_the_local_socket_as_others_write_there() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.plain(folder);
                SyslogNotifier notifier = notifier(rsyslog.socket().toString(), null)) {
            assertThat(notifier.test()).isEqualTo(rsyslog.socket() + " has taken it");
            notifier.detected(detection(1));
            assertThat(rsyslog.lines(2).get(1)).isEqualTo("26|nacre|-|-| " + LINE);
        }
    }

    @Test
    void a_server_that_comes_back_gets_all_that_waited() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.plain(folder);
                SyslogNotifier notifier = notifier("tcp://127.0.0.1:" + rsyslog.port(), null)) {
            rsyslog.stop();
            assertThatThrownBy(notifier::test).hasMessageContaining("Connection refused");
            for (int i = 0; i < 100; i++) {
                notifier.detected(detection(i));
            }
            rsyslog.start();
            List<String> lines = rsyslog.lines(100);
            for (int i = 0; i < 100; i++) {
                assertThat(lines.get(i)).contains(" id=\"d" + i + "\"");
            }
            assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
        }
    }

    @Test
    void who_does_not_listen_is_named() throws Exception {
        try (Rsyslog rsyslog = Rsyslog.plain(folder);
                SyslogNotifier udp = notifier("udp://127.0.0.1:" + rsyslog.port(), null);
                SyslogNotifier local = notifier(rsyslog.socket().toString(), null)) {
            rsyslog.stop();
            assertThatThrownBy(udp::test).hasMessageEndingWith("nobody listens there");
            assertThatThrownBy(local::test).hasMessageContaining(rsyslog.socket().toString());
            rsyslog.start();
        }
    }

    @Test
    void a_server_that_reads_nothing_is_waited_for_no_longer_than_the_limit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SyslogChannel channel =
                    new SyslogChannel(
                            new Options(
                                    Server.parse("tcp://127.0.0.1:" + silent.getLocalPort()),
                                    Facility.DAEMON,
                                    new dev.nacre.notifier.tls.Trust(Optional.empty()),
                                    java.time.Duration.ofMillis(300)));
            assertThatThrownBy(
                            () ->
                                    channel.send(
                                            new dev.nacre.notifier.message.TestMessage(
                                                    Instant.EPOCH, "ops")))
                    .hasMessageContaining("it took longer than 300 ms");
        }
    }

    @Test
    void servers_have_their_usual_ports() {
        assertThat(Server.parse("udp://a")).hasToString("udp://a:514");
        assertThat(Server.parse("tcp://a")).hasToString("tcp://a:601");
        assertThat(Server.parse("tls://[::1]")).hasToString("tls://::1:6514");
        assertThat(Server.parse("/dev/log")).hasToString("/dev/log");
    }

    @Test
    void a_wrong_configuration_is_refused_as_a_whole() {
        for (String server : List.of("http://a", "a", "tcp://a/b", "tcp://", "tcp://u@a", "")) {
            assertThatThrownBy(() -> notifier(server, null))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("server = \"" + server + "\"");
        }
        assertThatThrownBy(() -> new SyslogNotifier(Map.of("facility", "kitchen")))
                .hasMessageContaining("facility = \"kitchen\"")
                .hasMessageContaining("local7");
    }
}
