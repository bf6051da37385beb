/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Path;

/** What judges files, and where clean verdicts are kept. */
enum Guard {
    /** clamd; the kernel lets files pass that are known. */
    KERNEL("kernel", "clamd") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ClamdSignatures(folder);
        }

        @Override
        long effort(Host host) throws IOException {
            return host.asked();
        }
    },
    /** clamd; each access is reported, and those to known files cost no scan. */
    MEMORY("memory", "clamd") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ClamdSignatures(folder);
        }
    },
    /** As {@link #MEMORY}, with the scanner that needs no daemon. */
    BUILT_IN("memory", "signature") {
        @Override
        Signatures signatures(Path folder) throws Exception {
            return new ListedSignatures(folder);
        }
    };

    private final String cache;
    private final String scanner;

    Guard(String cache, String scanner) {
        this.cache = cache;
        this.scanner = scanner;
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

    /**
     * A count of the host's that does not move when a file is opened which is known to be clean.
     */
    long effort(Host host) throws IOException {
        return host.count("scans");
    }
}
