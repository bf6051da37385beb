/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.spi;

import dev.nacre.api.file.FileContent;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One connection to clamd. One thread reads, one thread at a time writes; {@link #close} comes from
 * any thread and ends what the others wait for. Interrupting a thread must not close it.
 */
@ConsumerType
public interface Channel extends Closeable {
    /**
     * Waits for bytes.
     *
     * @return how many were read, 0 where none have come within the limit, -1 where clamd has
     *     closed the connection
     */
    int read(byte[] target) throws IOException;

    /**
     * From the next read on, none takes longer. Called while nothing is read or written; some
     * milliseconds more or less do not matter.
     *
     * @param most zero: as long as it takes, as at the beginning
     */
    void limitReads(Duration most) throws IOException;

    /** Writes all of {@code bytes}. */
    void write(byte[] bytes) throws IOException;

    /**
     * Asks clamd to scan a file, by one command in its {@code z} form.
     *
     * @param file borrowed for the call
     * @param wanted whether the verdict is still waited for; asked now and then by what takes long
     * @throws NotHandedOver where the file could not be sent as a whole, but the command was ended
     *     in order, so that clamd answers it and the connection can be used on
     * @throws IOException where the connection is of no more use
     */
    void send(FileContent file, BooleanSupplier wanted) throws IOException;

    /**
     * Ids of the local processes at the other end, as far as the kernel vouches for them. Asked
     * once a connection; may take a while.
     */
    Set<Integer> processes();
}
