/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A way to change configurations of a host, besides verbs and files. */
interface Means {
    /** None but those. */
    Means NONE =
            new Means() {
                @Override
                public List<String> options() {
                    return List.of("--without", "console");
                }

                @Override
                public void change(Host host, String pid, Map<String, Object> values) {
                    throw new IllegalStateException("There is no such means");
                }

                @Override
                public Origin origin() {
                    throw new IllegalStateException("There is no such means");
                }
            };

    /** Whom the audit log puts changes down to. */
    record Origin(String by, String who, String from) {}

    /**
     * Makes ready what the host is started with.
     *
     * @param folder of the world's own
     * @return the distribution to start
     */
    default Path prepare(Path folder) throws IOException, InterruptedException {
        return Host.HOME;
    }

    /** The host's, behind {@code run}. */
    List<String> options();

    /** Changes these keys; the values are texts and arrays of texts. Need not be in force yet. */
    void change(Host host, String pid, Map<String, Object> values) throws Exception;

    Origin origin();
}
