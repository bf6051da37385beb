/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.control.internal.Wire.Frame;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
    private static final Frame ACCEPTED = new Frame(Protocol.ACCEPTED, "");

    @TempDir Path var;
    private final TestHost host = new TestHost();
    private Path folder;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        folder = var.resolve("run");
        server = open(Duration.ofSeconds(20));
    }

    private ControlServer open(Duration patience) throws IOException {
        ControlServer opened = new ControlServer(folder, host, patience);
        opened.start();
        return opened;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_verb_answers_in_frames_and_its_exit_code_comes_last() throws Exception {
        try (Wire wire = new Wire(folder).send(Wire.request("both"))) {
            assertThat(wire.read()).isEqualTo(ACCEPTED);
            assertThat(wire.read()).isEqualTo(new Frame(Protocol.STDOUT, "\u00ff"));
            assertThat(wire.read()).isEqualTo(new Frame(Protocol.STDOUT, "out"));
            assertThat(wire.read()).isEqualTo(new Frame(Protocol.STDERR, "err"));
            assertThat(wire.read()).isEqualTo(new Frame(Protocol.EXIT, "\u00cb"));
            assertThat(wire.isAtEnd()).isTrue();
        }
    }

    @Test
    void no_frame_is_longer_than_promised() throws Exception {
        try (Wire wire = new Wire(folder).send(Wire.request("large"))) {
            assertThat(wire.read()).isEqualTo(ACCEPTED);
            int total = 0;
            Frame frame = wire.read();
            while (frame.type() == Protocol.STDOUT) {
                assertThat(frame.text().length()).isLessThanOrEqualTo(Protocol.MAX_FRAME);
                total += frame.text().length();
                frame = wire.read();
            }
            assertThat(total).isEqualTo(Protocol.MAX_FRAME * 3 + 1);
        }
    }

    @Test
    void malformed_requests_are_refused_with_the_reason() throws Exception {
        refuses(ByteBuffer.allocate(4).putInt(-1).array(), "at most 262144 bytes, not 4294967295");
        refuses(ByteBuffer.allocate(4).putInt(300_000).array(), "at most 262144 bytes");
        refuses(new byte[] {0, 0}, "ended before it was whole");
        refuses(Wire.framed(new byte[0]), "beyond its end");
        refuses(Wire.framed(Wire.body(9, "/", "echo")), "version 1");
        refuses(Wire.framed(Wire.body(1, "here", "echo")), "not an absolute path");
        refuses(Wire.framed(Wire.body(1, "/", "a\0b")), "NUL");

        byte[] body = Wire.body(1, "/", "echo");
        refuses(Wire.framed(Arrays.copyOf(body, body.length + 3)), "3 bytes too many");
        refuses(Wire.framed(Arrays.copyOf(body, body.length - 1)), "beyond its end");
        refuses(
                Wire.framed(ByteBuffer.wrap(body.clone()).putInt(4, 1 << 30).array()),
                "1073741824 arguments do not fit");
        refuses(Wire.framed(ByteBuffer.wrap(body.clone()).putInt(8, -5).array()), "beyond its end");
    }

    private void refuses(byte[] bytes, String reason) throws IOException {
        try (Wire wire = new Wire(folder).send(bytes).end()) {
            Frame frame = wire.read();
            assertThat(frame.type()).isEqualTo(Protocol.ERROR);
            assertThat(frame.text()).contains(reason);
            assertThat(wire.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_client_that_sends_nothing_is_left() throws Exception {
        server.close();
        server = open(Duration.ofMillis(50));
        try (Wire wire = new Wire(folder).send(new byte[] {0})) {
            assertThat(wire.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_verb_may_take_longer_than_a_request() throws Exception {
        server.close();
        server = open(Duration.ofMillis(50));
        try (Wire wire = new Wire(folder).send(Wire.request("hang"))) {
            assertThat(wire.read()).isEqualTo(ACCEPTED);
            assertThat(host.interrupted.await(1500, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void a_client_that_goes_away_interrupts_its_verb() throws Exception {
        Wire wire = new Wire(folder).send(Wire.request("hang"));
        host.hanging.await();
        wire.close();
        host.interrupted.await();
    }

    @Test
    void a_client_that_speaks_out_of_turn_is_left() throws Exception {
        try (Wire wire = new Wire(folder).send(Wire.request("hang"))) {
            host.hanging.await();
            wire.send(new byte[] {1});
            host.interrupted.await();
        }
    }

    @Test
    void one_client_too_many_is_told_to_come_again() throws Exception {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
            wires.add(new Wire(folder).send(Wire.request("hang")));
        }
        host.waiting.acquire(ControlServer.MAX_CONNECTIONS);
        try (Wire wire = new Wire(folder)) {
            assertThat(wire.read().text()).contains("try again");
        }
        for (Wire wire : wires) {
            wire.close();
        }
    }

    @Test
    void closing_ends_running_verbs_and_removes_the_socket() throws Exception {
        try (Wire wire = new Wire(folder).send(Wire.request("hang"))) {
            host.hanging.await();
            server.close();
            host.interrupted.await();
            assertThat(wire.read()).isEqualTo(ACCEPTED);
            assertThat(wire.isAtEnd()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nobody_else_may_enter_the_folder() throws Exception {
        server.close();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        server = open(Duration.ofSeconds(20));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_second_host_is_refused_and_the_first_one_goes_on() throws Exception {
        assertThatThrownBy(() -> new ControlServer(folder, host, Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Another host listens");
        try (Wire wire = new Wire(folder).send(Wire.request("echo"))) {
            assertThat(wire.read()).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void the_socket_of_a_dead_host_is_replaced() throws Exception {
        server.close();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        }
        assertThat(folder.resolve("control.sock")).exists();

        server = open(Duration.ofSeconds(20));

        try (Wire wire = new Wire(folder).send(Wire.request("echo"))) {
            assertThat(wire.read()).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void a_file_that_is_no_socket_is_never_removed() throws Exception {
        server.close();
        Files.writeString(folder.resolve("control.sock"), "precious");
        assertThatThrownBy(() -> new ControlServer(folder, host, Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no socket");
        assertThat(folder.resolve("control.sock")).hasContent("precious");
    }
}
