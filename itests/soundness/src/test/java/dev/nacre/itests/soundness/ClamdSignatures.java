/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Clamd;
import java.nio.file.Path;
import java.time.Duration;

/** Those of a real clamd of the tests' own. */
final class ClamdSignatures implements Signatures {
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(30);

    private final Clamd clamd;

    ClamdSignatures(Path folder) throws Exception {
        this.clamd = Clamd.in(folder).start();
    }

    Clamd clamd() {
        return clamd;
    }

    @Override
    public void add(Path content) throws Exception {
        Signatures.append(clamd.database().resolve("soundness.hdb"), content, "Nacre.Test");
        clamd.ask("RELOAD");
        Await.until(
                "clamd knows " + content,
                RELOAD_LIMIT,
                () -> clamd.ask("SCAN " + content).endsWith("FOUND"));
    }

    @Override
    public String pid() {
        return "dev.nacre.scanner.clamd.unix";
    }

    @Override
    public String configuration() {
        return """
        socket = "%s"
        presence = "required"
        databaseFolder = "%s"
        clamdConfig = "%s"
        """
                .formatted(clamd.socket(), clamd.database(), clamd.configuration());
    }

    @Override
    public void close() {
        clamd.close();
    }
}
