/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.NotHandedOver;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TcpChannelTest {
    private static final long LONGEST = 1 << 20;

    private NotHandedOver trouble;

    /** What arrives as the content of the one file that is sent. */
    private byte[] sent(FileContent file, BooleanSupplier wanted) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Channel channel =
                        new TcpEndpoint("127.0.0.1", server.getLocalPort(), LONGEST)
                                .open(Duration.ofSeconds(5));
                Socket accepted = server.accept()) {
            CompletableFuture<byte[]> received =
                    CompletableFuture.supplyAsync(() -> receive(accepted));
            try {
                channel.send(file, wanted);
            } catch (NotHandedOver e) {
                trouble = e;
            }
            return received.get();
        }
    }

    private static byte[] receive(Socket socket) {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] command = in.readNBytes(10);
            assertThat(new String(command, StandardCharsets.US_ASCII)).isEqualTo("zINSTREAM\0");
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
            }
            return content.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 100, 61_430, 61_440, 65_535, 65_536, 65_537, 131_072, 200_000, 1 << 20})
    void a_file_of_any_length_arrives_as_it_is(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        assertThat(sent(MemoryFile.of(content), () -> true)).isEqualTo(content);
        assertThat(trouble).isNull();
    }

    @Test
    void a_file_that_cannot_be_read_to_its_end_is_ended_in_order() throws Exception {
        byte[] content = new byte[200_000];
        assertThat(sent(new MemoryFile(content, 65_536), () -> true)).hasSize(65_536);
        assertThat(trouble.reason()).isEqualTo(UnscannedReason.UNREADABLE);
    }

    @Test
    void a_file_that_nobody_waits_for_any_more_is_ended_in_order() throws Exception {
        byte[] content = new byte[200_000];
        assertThat(sent(MemoryFile.of(content), () -> false)).isEmpty();
        assertThat(trouble.reason()).isEqualTo(UnscannedReason.TIMED_OUT);
    }

    @Test
    void a_file_that_grows_is_not_sent_for_ever() throws Exception {
        byte[] content = new byte[(int) LONGEST + 1];
        assertThat(sent(MemoryFile.of(content), () -> true).length)
                .isLessThanOrEqualTo((int) LONGEST);
        assertThat(trouble.reason()).isEqualTo(UnscannedReason.LIMIT_EXCEEDED);
    }

    @Test
    void a_name_that_is_not_known_is_said_to_be_so() {
        assertThatThrownBy(
                        () ->
                                new TcpEndpoint("no.such.host.invalid", 1, 1)
                                        .open(Duration.ofSeconds(5)))
                .hasMessage("the name is not known");
    }
}
