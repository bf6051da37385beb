/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Poll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On an eventfd, which adds up the numbers it is sent, of eight bytes each (eventfd(2)). */
class MessagesTest {
    private final int counter = LibC.eventfd(0, Poll.EFD_CLOEXEC | Poll.EFD_NONBLOCK);
    private final Messages messages = new Messages(5, Long.BYTES);

    private void write(long... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            messages.bytes().putLong(i * Long.BYTES, numbers[i]);
        }
    }

    private long sum() {
        NativeBuffer sum = new NativeBuffer(Long.BYTES);
        assertThat(LibC.read(counter, sum.address(), sum.size())).isEqualTo(Long.BYTES);
        return sum.bytes().getLong(0);
    }

    @AfterEach
    void close() {
        Descriptors.close(counter);
    }

    @Test
    void each_arrives_as_one_of_its_own() {
        write(1, 20, 300, 4000, 50000);
        assertThat(messages.write(counter, 0, 5)).isEqualTo(5);
        assertThat(sum()).isEqualTo(54321);
    }

    @Test
    void only_those_asked_for_are_written() {
        write(1, 20, 300, 4000, 50000);
        assertThat(messages.write(counter, 1, 4)).isEqualTo(3);
        assertThat(sum()).isEqualTo(4320);
    }

    @Test
    void one_that_is_refused_ends_it() {
        // The one number that an eventfd does not take.
        write(1, 20, -1, 4000);
        assertThat(messages.write(counter, 0, 4)).isEqualTo(2);
        assertThat(sum()).isEqualTo(21);
        assertThat(messages.write(counter, 2, 4)).isZero();
        assertThat(Native.getLastError()).isEqualTo(Errno.EINVAL);
        assertThat(messages.write(counter, 3, 4)).isEqualTo(1);
        assertThat(sum()).isEqualTo(4000);
    }
}
