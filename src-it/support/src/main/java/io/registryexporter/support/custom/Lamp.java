package io.registryexporter.support.custom;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A custom resource to try things with. */
@Group("example.org")
@Version("v1")
public final class Lamp extends CustomResource<Lamp.Spec, Lamp.Status> implements Namespaced {
    private static final long serialVersionUID = 1;

    /** The definition of the kind, as YAML. */
    public static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: lamps.example.org
            spec:
              group: example.org
              scope: Namespaced
              names: {kind: Lamp, plural: lamps, singular: lamp, shortNames: [lp]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                additionalPrinterColumns:
                - {name: Color, type: string, jsonPath: .spec.color}
                - {name: Lit, type: string, jsonPath: '.status.conditions[?(@.type=="Lit")].status'}
                - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
                - {name: Watts, type: integer, jsonPath: .spec.watts, priority: 1}
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          color: {type: string, default: white}
                          watts: {type: integer, default: 5}
                          bulbs:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [name]
                            items:
                              type: object
                              required: [name]
                              properties:
                                name: {type: string}
                                power: {type: integer, default: 1}
                          rooms:
                            type: array
                            x-kubernetes-list-type: set
                            items: {type: string}
                          plain:
                            type: array
                            items: {type: string}
                          whole:
                            type: object
                            x-kubernetes-map-type: atomic
                            properties:
                              a: {type: string}
                          notes:
                            type: object
                            additionalProperties: {type: string}
                      status:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
                        properties:
                          observedGeneration: {type: integer}
                          conditions:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [type]
                            items:
                              type: object
                              required: [type, status]
                              properties:
                                type: {type: string}
                                status: {type: string}
            """;

    /** The definition of the kind, as a file would hold it. */
    public static InputStream definition() {
        return new ByteArrayInputStream(DEFINITION.getBytes(StandardCharsets.UTF_8));
    }

    /** What is wanted. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public static final class Spec {
        public String color = "white";
    }

    /** What is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public static final class Status {
        public long observedGeneration;
    }
}
