package io.registryexporter.exporter.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The managers of one state of the settings.
 *
 * @param alias by which a running handshake finds its keys; each state has its own
 */
record TlsManagers(TlsSettings settings, String alias, X509ExtendedTrustManager trust) {

    static TlsManagers of(TlsSettings settings, String alias) {
        try {
            return new TlsManagers(
                    settings,
                    alias,
                    settings.clients().auth().verifies() ? verifying(settings) : new TrustAllManager());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK can hold certificates in memory", e);
        }
    }

    /** Whether the server's key is of the type that a handshake needs, in the names of JSSE. */
    boolean hasKeyOf(String type) {
        String algorithm = settings.server().key().getAlgorithm();
        return algorithm.equals(type) || (type.equals("EdDSA") && algorithm.startsWith("Ed"));
    }

    private static X509ExtendedTrustManager verifying(TlsSettings settings)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        for (int i = 0; i < settings.clients().cas().size(); i++) {
            store.setCertificateEntry("ca" + i, settings.clients().cas().get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    }
}
