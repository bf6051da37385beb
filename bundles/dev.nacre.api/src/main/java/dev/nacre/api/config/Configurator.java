/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes configurations as an administrator does: checked as a whole before anything changes, kept
 * in {@code etc/}, and in force when the call returns. A PID is written as its file is named,
 * {@code PID} or {@code PID-NAME} of a factory, or as Config Admin has it, {@code PID~NAME}. Any
 * thread.
 */
@ProviderType
public interface Configurator {
    /**
     * Sets and unsets keys; the others stay as they are. A configuration that is not there yet is
     * made.
     *
     * @param pid of the configuration
     * @param values by key; of a key that holds a list each of its items, else exactly one
     * @param unset keys whose defaults are to hold again
     * @param origin who wants it
     * @return the file that it is kept in
     * @throws InvalidConfiguration where anything of it is wrong: nothing was changed
     * @throws IOException where it could not be kept: nothing was changed
     * @throws InterruptedException where nobody waits for it any more; it may be in force
     */
    Path change(String pid, Map<String, List<String>> values, Set<String> unset, Origin origin)
            throws IOException, InterruptedException;

    /**
     * Takes a configuration and its file away.
     *
     * @param pid of the configuration
     * @param origin who wants it
     * @return the file that it was kept in
     * @throws InvalidConfiguration where there is no such configuration
     * @throws IOException where the file could not be deleted, and would bring it back
     * @throws InterruptedException where nobody waits for it any more; it may be gone
     */
    Path remove(String pid, Origin origin) throws IOException, InterruptedException;
}
