/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What can be known of a clamd without asking it. Asked every few seconds by a thread that may read
 * small files.
 */
@ConsumerType
public interface Surroundings {
    /** Of a clamd on another machine nothing is known. */
    Surroundings UNKNOWN =
            new Surroundings() {
                @Override
                public String fingerprint() {
                    return "";
                }

                @Override
                public long maxFileSize() {
                    return Long.MAX_VALUE;
                }

                @Override
                public boolean absent() {
                    return false;
                }
            };

    /**
     * A short text that changes with clamd's signatures and settings on disk; empty where unknown.
     */
    String fingerprint();

    /**
     * The size in bytes from which on clamd says {@code OK} without having looked at all of a file;
     * {@code Long.MAX_VALUE} where unknown.
     */
    long maxFileSize();

    /** Whether clamd is not installed here and nobody expects it. */
    boolean absent();
}
