/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Knows who has changed which configuration. Any thread; never waits. */
@ProviderType
public interface Origins {
    /** What is changed until its end, by the thread that has made it, is put down to somebody. */
    interface Claim {
        /** Ends it; by the thread that has made it. */
        void end();
    }

    /**
     * Whom the calling thread works for; else who has just changed or deleted a configuration.
     *
     * @param pid as Config Admin has it
     * @return empty where neither is known
     */
    Optional<Origin> of(String pid);

    /**
     * Has what this thread changes from now on put down to somebody.
     *
     * @param origin who changes it
     * @return to be ended by this thread
     */
    Claim claim(Origin origin);
}
