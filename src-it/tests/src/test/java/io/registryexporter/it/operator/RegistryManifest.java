package io.registryexporter.it.operator;

/**
 * A registry's Deployment as its users write it.
 *
 * @param containers lines of further containers
 * @param mounts lines of further mounts of the registry
 * @param volumes lines of further volumes
 */
record RegistryManifest(
        String name,
        String app,
        String image,
        String env,
        String mountPath,
        String containers,
        String mounts,
        String volumes) {

    static RegistryManifest named(String name) {
        return new RegistryManifest(name, name, "registry:2.8.3", "[]", "/var/lib/registry", "", "", "");
    }

    RegistryManifest app(String label) {
        return new RegistryManifest(name, label, image, env, mountPath, containers, mounts, volumes);
    }

    RegistryManifest image(String registry) {
        return new RegistryManifest(name, app, registry, env, mountPath, containers, mounts, volumes);
    }

    RegistryManifest env(String variable, String value) {
        String one = "[{name: " + variable + ", value: " + value + "}]";
        return new RegistryManifest(name, app, image, one, mountPath, containers, mounts, volumes);
    }

    RegistryManifest mountPath(String path) {
        return new RegistryManifest(name, app, image, env, path, containers, mounts, volumes);
    }

    RegistryManifest configMap(String configMap, String path) {
        return new RegistryManifest(
                name,
                app,
                image,
                env,
                mountPath,
                containers,
                "        - {name: config, mountPath: " + path + "}\n",
                "      - {name: config, configMap: {name: " + configMap + "}}\n");
    }

    RegistryManifest container(String container, String itsImage) {
        String line = "      - {name: " + container + ", image: \"" + itsImage + "\"}\n";
        return new RegistryManifest(name, app, image, env, mountPath, line, mounts, volumes);
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
                        image: %5$s
                        env: %3$s
                        ports:
                        - containerPort: 5000
                        resources:
                          requests: {cpu: 1000m, memory: 128Mi}
                        volumeMounts:
                        - {name: storage, mountPath: %4$s}
                """.formatted(name, app, env, mountPath, image)
                + mounts
                + containers
                + "      volumes:\n      - {name: storage, persistentVolumeClaim: {claimName: " + name + "}}\n"
                + volumes;
    }
}
