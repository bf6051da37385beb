/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes from a user's process may be anything. */
class ReplyTest {
    private static Reply read(byte[] bytes) throws IOException {
        return Reply.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] error(String name) {
        Wire fields = new Wire();
        fields.octet(5).signature("u").number(2).align(8).octet(4).signature("s").text(name);
        byte[] bytes = fields.bytes();
        return new Wire()
                .octet('l')
                .octet(3)
                .octet(0)
                .octet(1)
                .number(3)
                .number(7)
                .number(bytes.length)
                .raw(bytes)
                .align(8)
                .raw(new byte[3])
                .bytes();
    }

    @Test
    void an_error_has_its_name_and_the_call_it_answers() throws IOException {
        assertThat(read(error("a.b.NoReply"))).isEqualTo(new Reply(2, "a.b.NoReply"));
    }

    @Test
    void a_call_answers_none() throws IOException {
        assertThat(read(Call.hello(1).bytes())).isEqualTo(new Reply(0, ""));
    }

    @Test
    void nothing_is_the_end() {
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read(new byte[15])).isInstanceOf(EOFException.class);
    }

    @Test
    void a_length_beyond_all_reason_takes_no_memory() {
        byte[] message = error("a.b");
        message[7] = 0x7f;
        assertThatThrownBy(() -> read(message)).hasMessageContaining("too long");
        message[7] = (byte) 0xff;
        assertThatThrownBy(() -> read(message)).hasMessageContaining("too long");
    }

    @Test
    void whatever_comes_is_a_reply_or_an_error() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = error("org.freedesktop.DBus.Error.ServiceUnknown");
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(message)).isNotNull();
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }
}
