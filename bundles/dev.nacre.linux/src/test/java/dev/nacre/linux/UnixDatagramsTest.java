/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Sockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramsTest {
    @TempDir Path folder;

    /** The calls of who listens, which Nacre has no use for. */
    private static final class Listening {
        static {
            Native.register(Listening.class, "c");
        }

        static native int bind(int socket, long address, int length);

        static native long recv(int socket, long buffer, long size, int flags);
    }

    private static void assertHeard(String name, byte[] address) throws Exception {
        NativeBuffer bound = new NativeBuffer(Sockets.SUN_PATH + address.length);
        bound.bytes().putShort(0, (short) Sockets.AF_UNIX).put(Sockets.SUN_PATH, address);
        int listener = LibC.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
        NativeBuffer heard = new NativeBuffer(100);
        try (UnixDatagrams socket = new UnixDatagrams(name)) {
            assertThat(Listening.bind(listener, bound.address(), bound.size())).isZero();
            socket.send("READY=1 pérle");
            int length = (int) Listening.recv(listener, heard.address(), heard.size(), 0);
            assertThat(new String(heard.copy(length), StandardCharsets.UTF_8))
                    .isEqualTo("READY=1 pérle");
            assertThatThrownBy(() -> fill(socket))
                    .as("who does not listen is not waited for")
                    .isInstanceOf(IOException.class);
            Descriptors.close(listener);
            listener = -1;
            assertThatThrownBy(() -> socket.send("x"))
                    .as("nobody is there")
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(name);
        } finally {
            Descriptors.close(listener);
        }
    }

    private static void fill(UnixDatagrams socket) throws IOException {
        for (int i = 0; i < 100_000; i++) {
            socket.send("x");
        }
    }

    @Test
    void a_socket_is_reached_by_its_path() throws Exception {
        String path = folder.resolve("notify").toString();
        assertHeard(path, (path + "\0").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_socket_is_reached_by_an_abstract_name() throws Exception {
        String name = "nacre-test-" + ProcessHandle.current().pid();
        assertHeard("@" + name, ("\0" + name).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_name_that_is_no_address_is_refused() {
        for (String name : new String[] {"", "relative", "vsock:2:1234", "/" + "x".repeat(108)}) {
            assertThatThrownBy(() -> new UnixDatagrams(name).close())
                    .as(name)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void after_the_end_nothing_is_sent() throws Exception {
        UnixDatagrams socket = new UnixDatagrams("@nowhere");
        socket.close();
        socket.close();
        assertThatThrownBy(() -> socket.send("x")).hasMessageContaining("closed");
    }
}
