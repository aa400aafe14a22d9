package io.registryexporter.it.operator;

/**
 * A registry's Deployment as its users write it.
 *
 * @param containers lines of further containers
 * @param mounts lines of further mounts of the registry
 * @param volumes lines of further volumes
 */
record RegistryManifest(
        String name, String app, String env, String mountPath, String containers, String mounts, String volumes) {

    static RegistryManifest named(String name) {
        return new RegistryManifest(name, name, "[]", "/var/lib/registry", "", "", "");
    }

    RegistryManifest app(String label) {
        return new RegistryManifest(name, label, env, mountPath, containers, mounts, volumes);
    }

    RegistryManifest env(String variable, String value) {
        String one = "[{name: " + variable + ", value: " + value + "}]";
        return new RegistryManifest(name, app, one, mountPath, containers, mounts, volumes);
    }

    RegistryManifest mountPath(String path) {
        return new RegistryManifest(name, app, env, path, containers, mounts, volumes);
    }

    RegistryManifest configMap(String configMap, String path) {
        return new RegistryManifest(
                name,
                app,
                env,
                mountPath,
                containers,
                "        - {name: config, mountPath: " + path + "}\n",
                "      - {name: config, configMap: {name: " + configMap + "}}\n");
    }

    RegistryManifest container(String container, String image) {
        String line = "      - {name: " + container + ", image: \"" + image + "\"}\n";
        return new RegistryManifest(name, app, env, mountPath, line, mounts, volumes);
    }

    String yaml() {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  labels: {app: %2$s}
                spec:
                  selector:
                    matchLabels: {app: %2$s}
                  template:
                    metadata:
                      labels: {app: %2$s}
                    spec:
                      containers:
                      - name: registry
                        image: registry:2.8.3
                        env: %3$s
                        ports:
                        - containerPort: 5000
                        resources:
                          requests: {cpu: 1000m, memory: 128Mi}
                        volumeMounts:
                        - {name: storage, mountPath: %4$s}
                """.formatted(name, app, env, mountPath)
                + mounts
                + containers
                + "      volumes:\n      - {name: storage, persistentVolumeClaim: {claimName: " + name + "}}\n"
                + volumes;
    }
}
