/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built-in scanner's, which reads the lists itself. */
final class ListedSignatures implements Signatures {
    private final Path folder;

    ListedSignatures(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder);
    }

    /** The scanner has them when the host's epoch says so. */
    @Override
    public void add(Path content) throws IOException {
        Signatures.append(folder.resolve("test.hdb"), content, "Nacre.Test");
    }

    @Override
    public String pid() {
        return "dev.nacre.scanner.signature";
    }

    @Override
    public String configuration() {
        return "databases = [\"" + folder + "\"]\n";
    }

    @Override
    public void close() {}
}
