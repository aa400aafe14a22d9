package io.registryexporter.exporter.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's managers for one state of the settings.
 *
 * @param settings that they were made of
 */
record TlsManagers(TlsSettings settings, X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {

    static TlsManagers of(TlsSettings settings) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "server", settings.key(), new char[0], settings.chain().toArray(new X509Certificate[0]));
            // Not the JDK's default: its aliases have the same meaning after the next state.
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            return new TlsManagers(
                    settings,
                    (X509ExtendedKeyManager) keys.getKeyManagers()[0],
                    settings.clientAuth().verifies() ? verifying(settings) : new TrustingManager());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK can hold certificates in memory", e);
        }
    }

    private static X509ExtendedTrustManager verifying(TlsSettings settings)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < settings.clientCas().size(); i++) {
            store.setCertificateEntry("ca" + i, settings.clientCas().get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }
}
