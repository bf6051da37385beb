/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.tls;

import dev.nacre.api.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who may vouch for a server: immutable.
 *
 * @param caFile certificates in PEM; these alone are trusted. Empty: those that Java trusts
 */
public record Trust(Optional<Path> caFile) {
    /** Reads the key {@code caFile}, which the annotation type must define. */
    public static Trust of(Settings settings) {
        return new Trust(
                settings.parse(
                        "caFile",
                        "the absolute path of a file with certificates in PEM, or nothing",
                        text -> {
                            if (!text.isEmpty() && !text.startsWith("/")) {
                                throw new IllegalArgumentException();
                            }
                            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
                        }));
    }

    /**
     * A context with the certificates as they are in the file now.
     *
     * @throws IOException where they cannot be read; the message says why
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(caFile.isPresent() ? store(caFile.get()) : null);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + e.getFile() + ", which caFile names", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The certificates of "
                            + caFile.map(Path::toString).orElse("Java")
                            + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new GeneralSecurityException("there is none in the file");
            }
        }
        return store;
    }
}
