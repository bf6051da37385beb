/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.linux.Descriptors;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.linux.libc.LibC;
import dev.nacre.linux.libc.Signals;
import java.util.function.IntConsumer;

/** The signals that tell that somebody waits for a lease, read as from a file (signalfd(2)). */
final class LeaseSignals implements AutoCloseable {
    /** A real-time signal (signal(7)) well above those that C libraries take for themselves. */
    static final int SIGNAL = 44;

    private static final int BATCH = 32;

    private final NativeBuffer set = new NativeBuffer(Signals.SIGSET_LEN);
    private final NativeBuffer buffer = new NativeBuffer(BATCH * Signals.SIGINFO_LEN);
    private final int descriptor;

    LeaseSignals() throws LinuxException {
        int bit = SIGNAL - 1;
        set.bytes().put(bit / Byte.SIZE, (byte) (1 << bit % Byte.SIZE));
        this.descriptor =
                LibC.signalfd(-1, set.address(), Signals.SFD_CLOEXEC | Signals.SFD_NONBLOCK);
        if (descriptor < 0) {
            throw LinuxException.last("make a signalfd");
        }
    }

    int descriptor() {
        return descriptor;
    }

    /**
     * Has the signal wait for {@link #take} in the calling thread, instead of ending the process.
     */
    boolean block() {
        return LibC.pthread_sigmask(Signals.SIG_BLOCK, set.address(), 0) == 0;
    }

    /** Gives the descriptors whose leases are waited for; does not wait. */
    void take(IntConsumer waitedFor) {
        int length;
        do {
            length = (int) LibC.read(descriptor, buffer.address(), buffer.size());
            for (int at = 0; at < length; at += Signals.SIGINFO_LEN) {
                waitedFor.accept(buffer.bytes().getInt(at + Signals.SIGINFO_FD));
            }
        } while (length == buffer.size());
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
