/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.nio.file.Path;

/** What judges files, and where clean verdicts are kept. */
enum Guard {
    /** clamd; the kernel lets files pass that are known. */
    KERNEL("kernel", "clamd", "events") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ClamdSignatures(folder);
        }
    },
    /** clamd; each access is reported, and those to known files cost no scan. */
    MEMORY("memory", "clamd", "scans") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ClamdSignatures(folder);
        }
    },
    /** As {@link #MEMORY}, with the scanner that needs no daemon. */
    BUILT_IN("memory", "signature", "scans") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ListedSignatures(folder);
        }
    };

    private final String cache;
    private final String scanner;
    private final String effort;

    Guard(String cache, String scanner, String effort) {
        this.cache = cache;
        this.scanner = scanner;
        this.effort = effort;
    }

    /** Makes the scanner ready, with a folder of its own. */
    abstract Signatures signatures(Path folder) throws Exception;

    /** The watch's {@code cache}. */
    String cache() {
        return cache;
    }

    String scanner() {
        return scanner;
    }

    /** The host's counter that does not move when a file is opened which is known to be clean. */
    String effort() {
        return effort;
    }
}
