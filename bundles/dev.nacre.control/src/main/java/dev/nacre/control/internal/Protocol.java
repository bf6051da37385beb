/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

/**
 * What client and host say to each other on the control socket {@code var/run/control.sock}, a Unix
 * stream socket. All numbers are big-endian. A connection carries one verb.
 *
 * <p>The client sends one request:
 *
 * <pre>
 * int32  length of all that follows, at most {@value #MAX_REQUEST}
 * int8   version, {@value #VERSION}
 * int8   flags: bit 0 the standard output is a terminal that may be coloured,
 *               bit 1 the standard error is a terminal,
 *               bit 2 the client says which process it is
 * int16  columns of the terminal, unsigned; 0 where unknown
 * int32  number of arguments, the verb among them
 *        each: int32 length, then its bytes as the process was given them
 * int32  length of the working directory, then its bytes: an absolute path
 * int32  the client's process id; only with bit 2
 * </pre>
 *
 * <p>The host answers in frames:
 *
 * <pre>
 * int8   type
 * int32  length of what follows, at most {@value #MAX_FRAME}
 * </pre>
 *
 * <ul>
 *   <li>{@value #ACCEPTED}: the request was understood and is being done; empty. Comes first, at
 *       once.
 *   <li>{@value #STDOUT}, {@value #STDERR}: bytes for the standard output, the standard error
 *   <li>{@value #EXIT}: one byte, the exit code. The last frame; the host closes.
 *   <li>{@value #ERROR}: the request was refused; why, in UTF-8. The only frame; the host closes.
 * </ul>
 *
 * <p>The client keeps its sending side open and silent until the host closes: if it closes, the
 * verb is interrupted. {@code dev.nacre.client} is the other side; a change here needs one there,
 * and a new version.
 */
final class Protocol {
    static final int VERSION = 1;

    static final int FLAG_COLOUR = 1;
    static final int FLAG_PROGRESS = 2;
    static final int FLAG_PID = 4;

    /** Twice what xargs(1) passes by default; small enough for many at once in a small heap. */
    static final int MAX_REQUEST = 256 * 1024;

    static final int MAX_FRAME = 64 * 1024;

    static final int ACCEPTED = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;
    static final int EXIT = 3;
    static final int ERROR = 4;

    private Protocol() {}
}
