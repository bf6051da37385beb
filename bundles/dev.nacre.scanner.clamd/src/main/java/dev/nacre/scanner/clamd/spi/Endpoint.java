/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.spi;

import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** Where a clamd listens. Any thread. */
@ConsumerType
public interface Endpoint {
    /** What people know it by: a socket's path, or host and port. */
    String name();

    /** What an administrator can do where it cannot be reached; a sentence. */
    String remedy();

    /**
     * Connects.
     *
     * @param timeout how long this may take at most
     * @return an open connection that its receiver owns and must close
     * @throws IOException with a message that says what stood in the way
     */
    Channel open(Duration timeout) throws IOException;
}
