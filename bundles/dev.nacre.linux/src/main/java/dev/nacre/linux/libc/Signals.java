/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

/** Constants of {@code signal.h} and {@code sys/signalfd.h}: signal(7), signalfd(2). */
public final class Signals {
    public static final int SIGIO = 29;

    /** The handler that drops a signal, signal(2). */
    public static final long SIG_IGN = 1;

    /** pthread_sigmask(3). */
    public static final int SIG_BLOCK = 0;

    /** {@code sigset_t} of the C libraries, bytes; the bit of signal 1 is the lowest. */
    public static final int SIGSET_LEN = 128;

    public static final int SFD_CLOEXEC = Fcntl.O_CLOEXEC;
    public static final int SFD_NONBLOCK = Fcntl.O_NONBLOCK;

    /** {@code struct signalfd_siginfo}: its length and the offset used. */
    public static final int SIGINFO_LEN = 128;

    public static final int SIGINFO_FD = 20;

    private Signals() {}
}
