/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells a scanner which contents are infected. */
interface Signatures extends AutoCloseable {
    /** Has this content taken for infected; returns when the scanner does so. */
    void add(Path content) throws Exception;

    /** The host's configuration of this scanner: the name of the file. */
    String pid();

    /** And its lines. */
    String configuration();

    @Override
    void close();

    /** Adds a line to one of ClamAV's hash lists: MD5, size and name. */
    static void append(Path list, Path content, String name) throws IOException {
        Files.writeString(
                list,
                md5(content) + ":" + Files.size(content) + ":" + name + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String md5(Path content) throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            try (InputStream in = new DigestInputStream(Files.newInputStream(content), md5)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
