/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell;

import dev.nacre.api.file.BytePath;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Everything that {@code bin/nacre VERB} can do. Any thread, several at once. */
@ProviderType
public interface Verbs {
    /** Exit code: what was asked for cannot be understood (EX_USAGE, sysexits.h). */
    int USAGE = 64;

    /**
     * Does what is asked, and writes its result and what went wrong to {@code terminal}.
     *
     * @param arguments the verb, then what belongs to it, byte for byte as the caller gave them
     * @return the exit code, 0 to 255
     * @throws InterruptedException where the caller was interrupted: nobody waits for the result
     */
    int run(List<BytePath> arguments, Terminal terminal) throws InterruptedException;
}
