package io.registryexporter.it.operator;

import java.util.Locale;

/** YAML as users write it. */
final class Manifests {
    private Manifests() {}

    static String statefulRegistry(String name) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: %1$s
                  labels: {app: %1$s}
                spec:
                  serviceName: %1$s
                  selector:
                    matchLabels: {app: %1$s}
                  template:
                    metadata:
                      labels: {app: %1$s}
                    spec:
                      containers:
                      - name: registry
                        image: registry:3
                        env:
                        - {name: REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY, value: /data/registry}
                        volumeMounts:
                        - {name: data, mountPath: /data, subPath: one}
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec:
                      accessModes: [ReadWriteOnce]
                      resources: {requests: {storage: 1Gi}}
                """.formatted(name);
    }

    static String exporter(String name, String app) {
        return exporter(name, app, "{}");
    }

    static String exporter(String name, String app, String exporter) {
        return """
                apiVersion: registryexporter.io/v1alpha1
                kind: RegistryExporter
                metadata:
                  name: %1$s
                spec:
                  selector:
                    matchLabels: {app: %2$s}
                  exporter: %3$s
                """.formatted(name, app, exporter);
    }

    static String claim(String name, String accessMode) {
        return claim(name, accessMode, "");
    }

    static String claim(String name, String accessMode, String volume) {
        return """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec:
                  accessModes: [%s]
                  volumeName: "%s"
                  resources: {requests: {storage: 1Gi}}
                """.formatted(name, accessMode, volume);
    }

    /** A volume of one node. */
    static String localVolume(String name) {
        return """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  local: {path: /mnt/registry}
                  nodeAffinity:
                    required:
                      nodeSelectorTerms:
                      - matchExpressions:
                        - {key: kubernetes.io/hostname, operator: In, values: [node-1]}
                """.formatted(name);
    }

    static String quota(String name, String resource, String hard) {
        return """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: %s}
                spec: {hard: {%s: %s}}
                """.formatted(name, resource, hard);
    }

    /** The definition of a kind of the Prometheus Operator, without its schema. */
    static String monitoringKind(String kind) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %1$ss.monitoring.coreos.com
                  annotations: {api-approved.kubernetes.io: unapproved}
                spec:
                  group: monitoring.coreos.com
                  scope: Namespaced
                  names: {plural: %1$ss, singular: %1$s, kind: %2$s}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
                """.formatted(kind.toLowerCase(Locale.ROOT), kind);
    }

    /** A node of a pool, by a label. */
    static String node(String name, String pool) {
        return """
                apiVersion: v1
                kind: Node
                metadata:
                  name: %s
                  labels: {pool: %s}
                """.formatted(name, pool);
    }
}
