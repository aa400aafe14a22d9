package io.registryexporter.exporter.web;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * One TLS context whose key and trust managers read the current settings at each handshake, because a context cannot be
 * replaced.
 */
final class ReloadingTls {
    private final Supplier<TlsSettings> settings;
    private final SSLContext context;
    private int states = 1;
    private TlsManagers managers;
    private TlsManagers before;

    ReloadingTls(Supplier<TlsSettings> settings) {
        this.settings = settings;
        this.managers = TlsManagers.of(settings.get(), "1");
        this.before = managers;
        this.context = newContext();
    }

    private SSLContext newContext() {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(new KeyManager[] {new Keys()}, new TrustManager[] {new Trust()}, new SecureRandom());
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** The parameters of a new connection. */
    SSLParameters parameters() {
        TlsSettings now = current().settings();
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(now.protocols().toArray(new String[0]));
        now.cipherSuites().ifPresent(suites -> parameters.setCipherSuites(withTls13(suites, parameters)));
        parameters.setUseCipherSuitesOrder(now.serverOrder());
        // The handshake never requires a certificate, because a probe has none. The access filter does.
        parameters.setWantClientAuth(now.clients().auth().asks());
        return parameters;
    }

    /** The suites of TLS 1.3 cannot be chosen, as in Go. */
    private static String[] withTls13(List<String> suites, SSLParameters defaults) {
        return Stream.concat(
                        Arrays.stream(defaults.getCipherSuites())
                                .filter(suite -> !suite.contains("_WITH_") && suite.startsWith("TLS_")),
                        suites.stream())
                .distinct()
                .toArray(String[]::new);
    }

    private synchronized TlsManagers current() {
        TlsSettings now = settings.get();
        if (!now.equals(managers.settings())) {
            before = managers;
            managers = TlsManagers.of(now, Integer.toString(++states));
            forgetSessions();
        }
        return managers;
    }

    /** The state that a handshake began with; none if the settings have changed twice since. */
    private synchronized Optional<TlsManagers> state(String alias) {
        return Stream.of(managers, before)
                .filter(state -> state.alias().equals(alias))
                .findFirst();
    }

    /**
     * A resumed session would not ask for a certificate again. The server has all sessions: {@link WebSecurity} disables
     * session tickets, which clients would keep.
     */
    private void forgetSessions() {
        SSLSessionContext sessions = context.getServerSessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            Optional.ofNullable(sessions.getSession(id)).ifPresent(SSLSession::invalidate);
        }
    }

    /** Offers the current key. */
    @SuppressWarnings("NullAway") // the JDK's class requires null
    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return chooseServerAlias(keyType, issuers, null);
        }

        /** Null if there is none, as the interface requires. */
        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            TlsManagers now = current();
            return now.hasKeyOf(keyType) ? now.alias() : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return state(alias)
                    .map(state -> state.settings().server().chain().toArray(new X509Certificate[0]))
                    .orElse(null);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return state(alias).map(state -> state.settings().server().key()).orElse(null);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {current().alias()};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException("this is a server");
        }
    }

    /** Checks against the current client CAs. */
    private final class Trust extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            current().trust().checkClientTrusted(chain, authType, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            current().trust().checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            current().trust().checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return current().trust().getAcceptedIssuers();
        }
    }
}
