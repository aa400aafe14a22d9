package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The environment variables that the registry of distribution knows: REGISTRY_ and the path of a setting in its
 * configuration. Other programs have variables with the same prefix, such as REGISTRY_URL.
 */
final class KnownSettings {
    private static final String DRIVERS = "FILESYSTEM|INMEMORY|S3|S3AWS|GCS|AZURE|SWIFT|OSS|COS";
    private static final Pattern NAME = Pattern.compile("REGISTRY_(?:"
            + String.join(
                    "|",
                    "CONFIGURATION_PATH",
                    "LOGLEVEL",
                    "LOG_(?:LEVEL|FORMATTER|REPORTCALLER|(?:ACCESSLOG|FIELDS|HOOKS)(?:_.+)?)",
                    "STORAGE",
                    "STORAGE_(?:" + DRIVERS + "|CACHE|DELETE|REDIRECT|MAINTENANCE|TAG)(?:_.+)?",
                    "AUTH_HTPASSWD_(?:REALM|PATH)",
                    "AUTH_TOKEN_(?:REALM|SERVICE|ISSUER|AUTOREDIRECT.*|ROOTCERTBUNDLE|JWKS|SIGNINGALGORITHMS.*)",
                    "AUTH_SILLY_(?:REALM|SERVICE)",
                    "MIDDLEWARE_(?:REGISTRY|REPOSITORY|STORAGE)(?:_.+)?",
                    "HTTP_(?:ADDR|NET|HOST|PREFIX|SECRET|RELATIVEURLS|DRAINTIMEOUT)",
                    "HTTP_(?:TLS|HEADERS|DEBUG|HTTP2|H2C)(?:_.+)?",
                    "NOTIFICATIONS_(?:EVENTS|EVENTCONFIG|ENDPOINTS)(?:_.+)?",
                    "REDIS_(?:ADDRS?|USERNAME|PASSWORD|DB|DIALTIMEOUT|READTIMEOUT|WRITETIMEOUT|POOL_.+|TLS_.+)",
                    "HEALTH_(?:FILE|HTTP|TCP|FILECHECKERS|HTTPCHECKERS|TCPCHECKERS|STORAGEDRIVER)(?:_.+)?",
                    "PROXY_(?:REMOTEURL|USERNAME|PASSWORD|TTL|CACHEWRITETIMEOUT|EXEC_.+)",
                    "VALIDATION_(?:ENABLED|DISABLED|MANIFESTS_.+)",
                    "POLICY_REPOSITORY_CLASSES.*",
                    "CATALOG_MAXENTRIES",
                    "TAGS_MAXTAGS",
                    "REPORTING_(?:BUGSNAG|NEWRELIC)_.+",
                    "COMPATIBILITY_SCHEMA1_.+")
            + ")");

    /** REGISTRY_AUTH of another program is a password, and REGISTRY_AUTH of the registry is one of these. */
    private static final Set<String> AUTHORIZATIONS = Set.of("htpasswd", "token", "silly", "none");

    private KnownSettings() {}

    static boolean isSetting(EnvVar variable) {
        String name = Objects.requireNonNullElse(variable.getName(), "");
        return NAME.matcher(name).matches()
                || (name.equals("REGISTRY_AUTH")
                        && Optional.ofNullable(variable.getValue())
                                .filter(AUTHORIZATIONS::contains)
                                .isPresent());
    }
}
