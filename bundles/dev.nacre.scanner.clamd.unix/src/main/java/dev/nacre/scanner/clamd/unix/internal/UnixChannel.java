/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.scanner.clamd.spi.Channel;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.FileDescriptorCast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection over a Unix socket. Files go as descriptors (unix(7), SCM_RIGHTS). */
final class UnixChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(UnixChannel.class);

    /**
     * The command, and the one byte that a descriptor needs to travel with; both in one sendmsg(2),
     * so that clamd has the descriptor when it has the command (clamd/server-th.c).
     */
    private static final byte[] FILDES = "zFILDES\0\0".getBytes(StandardCharsets.US_ASCII);

    private final AFUNIXSocket socket;
    private final Path path;

    /** By their number, as to make one takes a system call that fails. For the one who writes. */
    private final FileDescriptor[] numbers = new FileDescriptor[256];

    private final InputStream in;
    private final OutputStream out;

    UnixChannel(AFUNIXSocket socket, Path path) throws IOException {
        this.socket = socket;
        this.path = path;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] target) throws IOException {
        try {
            return in.read(target);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /**
     * The library limits writes by it, too: they fail after as long. But as many small commands as
     * one connection may have under way fill no socket's buffer.
     */
    @Override
    public void limitReads(Duration most) throws IOException {
        socket.setSoTimeout((int) most.toMillis());
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void send(FileContent file, BooleanSupplier wanted) throws IOException {
        socket.setOutboundFileDescriptors(descriptor(file.descriptor()));
        out.write(FILDES);
    }

    /** As the kernel gives the lowest number that is free, the same come again and again. */
    private FileDescriptor descriptor(int number) throws IOException {
        if (number >= numbers.length) {
            return make(number);
        }
        if (numbers[number] == null) {
            numbers[number] = make(number);
        }
        return numbers[number];
    }

    /** Stands for the number only: nothing closes the descriptor when it is collected. */
    private static FileDescriptor make(int number) throws IOException {
        return FileDescriptorCast.unsafeUsing(number).as(FileDescriptor.class);
    }

    @Override
    public Set<Integer> processes() {
        try {
            long pid = socket.getPeerCredentials().getPid();
            Set<Integer> processes = new Listeners(Path.of("/proc")).of(pid, path);
            if (processes.isEmpty()) {
                LOG.warn(
                        "Which process clamd at {} is cannot be told, so its own accesses are"
                                + " scanned too. Exempt its user or executable by a filter.",
                        path);
            }
            return processes;
        } catch (IOException e) {
            LOG.warn("The process at the other end of {} is unknown", path, e);
            return Set.of();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
