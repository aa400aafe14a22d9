package io.registryexporter.exporter.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of the file; relative paths in it start at the directory of the file. */
final class WebConfigParser {
    private static final Set<String> SECTIONS = Set.of("tls_server_config", "http_server_config", "basic_auth_users");
    private static final Set<String> HTTP = Set.of("http2", "headers");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
    /** Each step doubles the time of a comparison, for which other requests wait: 16 takes some seconds, 31 a day. */
    private static final int MAX_COST = 16;

    private static final int MIN_COST = 4;
    private static final String MAKE_ONE = "; make one with 'htpasswd -nBC 10 \"\"'";

    /** The headers that exporter-toolkit allows, and their values. */
    private static final Map<String, Pattern> HEADERS = Map.of(
            "Content-Security-Policy", Pattern.compile("[ -~]+"),
            "Strict-Transport-Security", Pattern.compile("[ -~]+"),
            "X-Content-Type-Options", Pattern.compile("(?i)nosniff"),
            "X-Frame-Options", Pattern.compile("(?i)deny|sameorigin"),
            "X-XSS-Protection", Pattern.compile("[ -~]+"));

    private final YamlSource source;
    private final TlsSection tls;

    WebConfigParser(YamlSource source, PemFiles files) {
        this.source = source;
        this.tls = new TlsSection(source, files);
    }

    WebConfig parse(String text) throws WebConfigException {
        YamlMap root = source.parse(text);
        root.allow(SECTIONS, Set.of("rate_limit"));
        Optional<TlsSettings> settings = root.keys().contains("tls_server_config")
                ? tls.parse(root.map("tls_server_config"), root.place("tls_server_config"))
                : Optional.empty();
        return new WebConfig(settings, headers(root.map("http_server_config")), users(root.map("basic_auth_users")));
    }

    private Map<String, String> headers(YamlMap http) throws WebConfigException {
        http.allow(HTTP, Set.of());
        // The server speaks HTTP/1.1 in either case.
        http.flag("http2");
        YamlMap map = http.map("headers");
        map.allow(HEADERS.keySet(), Set.of());
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : map.keys()) {
            Optional<YamlMap.Text> value = map.text(name);
            if (value.isPresent()
                    && !HEADERS.get(name).matcher(value.get().value()).matches()) {
                throw source.problem(value.get().place(), "this is no value of the header " + name);
            }
            value.ifPresent(text -> headers.put(name, text.value()));
        }
        return headers;
    }

    private Map<String, String> users(YamlMap map) throws WebConfigException {
        Map<String, String> users = new LinkedHashMap<>();
        for (String name : map.keys()) {
            if (name.contains(":") || name.isEmpty()) {
                throw source.problem(map.place(name), "a user's name is not empty and has no colon");
            }
            String hash = map.text(name).map(YamlMap.Text::value).orElse("");
            Optional<String> problem = whyNoHash(hash);
            if (problem.isPresent()) {
                throw source.problem(map.place(name), "the password of this user " + problem.get() + MAKE_ONE);
            }
            users.put(name, hash);
        }
        return users;
    }

    private static Optional<String> whyNoHash(String hash) {
        Matcher parts = BCRYPT.matcher(hash);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) < MIN_COST) {
            return Optional.of("is no bcrypt hash");
        }
        return Integer.parseInt(parts.group(1)) > MAX_COST
                ? Optional.of("has a bcrypt hash whose cost is above " + MAX_COST
                        + ", so that one guess would keep everybody else waiting")
                : Optional.empty();
    }
}
