/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Outside;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code localhost} that nobody else has signed.
 *
 * @param certificate a PEM file, for who serves and for who trusts it
 * @param key its private key, a PEM file
 * @param store both, a PKCS #12 file
 */
public record Certificate(Path certificate, Path key, Path store) {
    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param folder where its files are put
     * @param names whom it stands for, such as {@code dns:localhost,ip:127.0.0.1}
     */
    public static Certificate in(Path folder, String names) throws Exception {
        Path store = folder.resolve("certificate.p12");
        Files.deleteIfExists(store);
        Outside.must(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                // GnuTLS cannot read an EC key as Java writes it: it lacks the public one.
                "RSA",
                "-dname",
                "CN=Nacre test",
                "-ext",
                "san=" + names,
                "-validity",
                "30",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyStore keys = keys(store);
        return new Certificate(
                pem(
                        folder.resolve("certificate.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded()),
                pem(
                        folder.resolve("key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("server", PASSWORD.toCharArray()).getEncoded()),
                store);
    }

    private static KeyStore keys(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** For a server of this process. */
    public SSLContext context() throws Exception {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys(store), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** One for this machine's loopback address. */
    public static Certificate in(Path folder) throws Exception {
        return in(folder, "dns:localhost,ip:127.0.0.1");
    }

    private static Path pem(Path file, String what, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
