package io.registryexporter.simulator.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param query the parameters, decoded
 */
public record ApiCall(
        String method,
        String path,
        Map<String, String> query,
        String accept,
        String contentType,
        String userAgent,
        String user,
        String body) {

    static String pathOf(String target) {
        return target.split("\\?", 2)[0];
    }

    static Map<String, String> queryOf(String target) {
        Map<String, String> query = new LinkedHashMap<>();
        int start = target.indexOf('?');
        if (start >= 0) {
            for (String pair : target.substring(start + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String value = parameter(name);
        return value.equals("true") || value.equals("1");
    }

    boolean dryRun() {
        return parameter("dryRun").equals("All");
    }

    /** Who writes, as far as field ownership goes. */
    public String manager() {
        String given = parameter("fieldManager");
        return given.isEmpty() ? userAgent.split("[/ ]", 2)[0] : given;
    }

    /** The request in the terms of roles, if it is for a resource. */
    public Optional<ResourceRequest> resource() {
        List<String> parts = new ArrayList<>(Arrays.asList(path.substring(1).split("/")));
        boolean core = parts.get(0).equals("api");
        int prefix = core ? 2 : 3;
        if ((!core && !parts.get(0).equals("apis")) || parts.size() <= prefix) {
            return Optional.empty();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(prefix - 1);
        List<String> rest = parts.subList(prefix, parts.size());
        String namespace = "";
        boolean ofNamespaceItself =
                rest.size() > 2 && List.of("status", "finalize").contains(rest.get(2));
        if (rest.get(0).equals("namespaces") && rest.size() > 2 && !ofNamespaceItself) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        String name = rest.size() > 1 ? rest.get(1) : "";
        String subresource = rest.size() > 2 ? rest.get(2) : "";
        return Optional.of(new ResourceRequest(verb(name), group, version, rest.get(0), subresource, namespace, name));
    }

    private String verb(String name) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> flag("watch") ? "watch" : name.isEmpty() ? "list" : "get";
        };
    }
}
