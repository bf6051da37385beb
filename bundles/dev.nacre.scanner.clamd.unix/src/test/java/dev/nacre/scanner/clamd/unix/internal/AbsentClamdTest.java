/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.scanner.clamd.spi.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@Timeout(30)
class AbsentClamdTest {
    @TempDir Path folder;

    private State first(String presence) {
        ClamdUnix scanner =
                new ClamdUnix(
                        Map.of(
                                "socket", folder.resolve("no.ctl").toString(),
                                "clamdConfig", folder.resolve("no.conf").toString(),
                                "presence", presence));
        try {
            return scanner.status().state();
        } finally {
            scanner.deactivate();
        }
    }

    @Test
    void without_clamd_nobody_is_alarmed_unless_it_is_required() throws Exception {
        assertThat(first("auto")).isEqualTo(State.ABSENT);
        assertThat(first("required")).isEqualTo(State.DOWN);
        Files.writeString(folder.resolve("no.conf"), "LocalSocket /elsewhere\n");
        assertThat(first("auto")).isEqualTo(State.DOWN);
    }

    @Test
    void it_starts_without_any_configuration() {
        ClamdUnix scanner = new ClamdUnix(Map.of());
        assertThat(scanner.status().parallelism()).isEqualTo(16);
        scanner.deactivate();
    }

    @Test
    void a_wrong_first_configuration_is_refused_whole() {
        assertThatThrownBy(() -> new ClamdUnix(Map.of("sokcet", "/x", "sessions", 0)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("sokcet")
                .hasMessageContaining("from 1 to 64");
        assertThatThrownBy(() -> new ClamdUnix(Map.of("socket", "/" + "x".repeat(120))))
                .hasMessageContaining("108");
    }

    @Test
    void a_full_queue_of_connections_does_not_hold_us() throws Exception {
        Path socket = folder.resolve("full.ctl");
        List<Channel> open = new ArrayList<>();
        try (AFUNIXServerSocket server = AFUNIXServerSocket.newInstance()) {
            server.bind(AFUNIXSocketAddress.of(socket), 1);
            UnixEndpoint endpoint = new UnixEndpoint(BytePath.of(socket.toString()));
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    open.add(endpoint.open(Duration.ofMillis(200)));
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("queue of connections is full");
            assertThat(open).isNotEmpty();
        } finally {
            for (Channel channel : open) {
                channel.close();
            }
        }
    }
}
