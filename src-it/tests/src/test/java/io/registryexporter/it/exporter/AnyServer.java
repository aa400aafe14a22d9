package io.registryexporter.it.exporter;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Takes every certificate; whose it is does not matter to a client that means no good. */
final class AnyServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
