/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.verb;

import dev.nacre.api.config.Origin;
import dev.nacre.api.file.BytePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The bundles that the host is made of. Where what is done to one concerns the parts by which this
 * was asked for, it is done a moment later: then whoever asks is told before.
 */
public interface Bundles {
    /**
     * A bundle.
     *
     * @param state as OSGi calls it, in small letters
     */
    record Installed(long id, String name, String version, String state) {}

    /** All of them, in the order in which they were installed. */
    List<Installed> all();

    /**
     * Stops a bundle and starts it again.
     *
     * @param name its symbolic name
     * @param origin who does so: what protects less then is put down to him
     * @return whether that is done; else it is about to be
     * @throws IOException where there is no such bundle, or it did not start
     */
    boolean restart(String name, Origin origin) throws IOException;

    /**
     * Replaces a bundle, and starts anew all that uses it. Where the new one does not start, the
     * one before is back.
     *
     * @param name its symbolic name
     * @param jar the new one; empty: the file that it was installed from is read again
     * @param origin who does so: what protects less then is put down to him
     * @return whether that is done; else it is about to be
     * @throws IOException where there is no such bundle, the jar is another one, or it did not
     *     start
     */
    boolean update(String name, Optional<BytePath> jar, Origin origin) throws IOException;
}
