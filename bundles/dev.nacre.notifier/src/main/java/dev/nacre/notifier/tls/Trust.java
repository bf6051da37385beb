/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.tls;

import dev.nacre.api.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Which certificates of servers are believed: those that this machine's Java trusts, or those that
 * a PEM file leads to and no other.
 */
public final class Trust {
    private Trust() {}

    /**
     * Reads the key {@code ca}: the path of a PEM file, or empty. The file is read once, here. What
     * is wrong is remembered by {@code settings}.
     */
    public static SSLContext of(Settings settings) {
        String file = settings.text("ca");
        try {
            return file.isEmpty() ? context(null) : in(Path.of(file));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            settings.problem(
                    "ca",
                    file,
                    "allowed is the path of a PEM file with certificates, and this one cannot be"
                            + " read: "
                            + e);
            return null;
        }
    }

    private static SSLContext in(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        return context(store);
    }

    /** {@code null}: the machine's own. */
    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
