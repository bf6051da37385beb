/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.scanner.clamd.spi.Channel;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

@Timeout(30)
class UnixChannelTest {
    @TempDir Path folder;
    private AFUNIXServerSocket server;
    private Channel channel;
    private AFUNIXSocket other;

    @BeforeEach
    void connect() throws Exception {
        Path socket = folder.resolve("s");
        server = AFUNIXServerSocket.newInstance();
        server.bind(AFUNIXSocketAddress.of(socket));
        channel = new UnixEndpoint(BytePath.of(socket.toString())).open(Duration.ofSeconds(5));
        other = server.accept();
        other.setAncillaryReceiveBufferSize(1024);
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
        other.close();
        server.close();
    }

    @Test
    void a_read_that_takes_too_long_gives_nothing_and_the_next_one_what_came() throws Exception {
        byte[] target = new byte[100];
        channel.limitReads(Duration.ofMillis(10));
        assertThat(channel.read(target)).isZero();
        assertThat(channel.read(target)).isZero();
        other.getOutputStream().write("1: PONG\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(channel.read(target)).isEqualTo(8);
        channel.limitReads(Duration.ZERO);
        other.close();
        assertThat(channel.read(target)).isEqualTo(-1);
    }

    @Test
    void the_file_that_has_a_number_now_is_sent_and_not_the_one_that_had_it_before()
            throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "one");
        Path two = Files.writeString(folder.resolve("two"), "two");
        List<OpenedFile> files = new ArrayList<>();
        try {
            OpenedFile before = new OpenedFile(one);
            channel.send(before, () -> true);
            assertThat(received()).isEqualTo("one");
            before.close();
            // The kernel gives the lowest number that is free.
            do {
                files.add(new OpenedFile(two));
            } while (files.get(files.size() - 1).descriptor() < before.descriptor());
            OpenedFile now = files.get(files.size() - 1);
            channel.send(now, () -> true);
            assertThat(received()).isEqualTo("two");
        } finally {
            for (OpenedFile file : files) {
                file.close();
            }
        }
    }

    private String received() throws Exception {
        assertThat(other.getInputStream().read(new byte[100])).isEqualTo("zFILDES\0\0".length());
        FileDescriptor[] files = other.getReceivedFileDescriptors();
        assertThat(files).hasSize(1);
        try (FileInputStream stream = new FileInputStream(files[0])) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
