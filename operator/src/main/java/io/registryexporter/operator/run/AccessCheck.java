package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.RegistryExporter;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks before the start whether the operator has the access that it needs, and reports what is missing. */
final class AccessCheck {
    private static final int MAX_REFUSALS = 3;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Consumer<Throwable> errors;
    private final Log log;

    /** The consumer receives each error. */
    AccessCheck(KubernetesClient client, Set<String> namespaces, Consumer<Throwable> errors, Log log) {
        this.errors = errors;
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.log = log;
    }

    /**
     * Returns when the operator can list all kinds that it needs; waits for an API server that does not answer.
     *
     * @throws CannotRunException if waiting would not help
     */
    void run() throws InterruptedException {
        int refusals = 0;
        for (Backoff backoff = Backoff.first(); ; backoff = backoff.next()) {
            try {
                List.of(RegistryExporter.class, Deployment.class, StatefulSet.class)
                        .forEach(this::list);
                return;
            } catch (CannotRunException e) {
                refusals++;
                // An API server that has just started refuses requests until it has read its roles and definitions.
                if (refusals == MAX_REFUSALS) {
                    throw e;
                }
                tryAgain("the API server refuses access", backoff, e);
            } catch (KubernetesClientException e) {
                errors.accept(e);
                refusals = 0;
                tryAgain("the API server does not answer", backoff, e);
            }
            backoff.sleep();
        }
    }

    private void tryAgain(String what, Backoff backoff, RuntimeException exception) {
        log.warn(
                what + "; trying again",
                LogKeys.URL.of(client.getConfiguration().getMasterUrl()),
                LogKeys.IN.of(backoff.pause().toSeconds() + "s"),
                LogKeys.ERR.of(RootCause.text(exception)));
    }

    private void list(Class<? extends HasMetadata> kind) {
        if (namespaces.isEmpty()) {
            list(kind, Optional.empty());
        } else {
            namespaces.forEach(namespace -> list(kind, Optional.of(namespace)));
        }
    }

    private void list(Class<? extends HasMetadata> kind, Optional<String> namespace) {
        var options = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespace.isPresent()) {
                client.resources(kind).inNamespace(namespace.get()).list(options);
            } else {
                client.resources(kind).inAnyNamespace().list(options);
            }
        } catch (KubernetesClientException e) {
            throw explained(kind, namespace, e);
        }
    }

    private static RuntimeException explained(
            Class<? extends HasMetadata> kind, Optional<String> namespace, KubernetesClientException exception) {
        String where = namespace.map(name -> "namespace " + name).orElse("all namespaces");
        return switch (exception.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new CannotRunException("the cluster does not know the kind " + kind.getSimpleName()
                        + ": install the CustomResourceDefinition with kubectl apply -k deploy, or"
                        + " kubectl apply -k crds");
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new CannotRunException("the API server does not know the operator's credentials: "
                        + RootCause.text(exception) + ". Check KUBECONFIG, or the ServiceAccount");
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new CannotRunException("the operator may not list "
                        + kind.getSimpleName() + "s in " + where + ": " + RootCause.text(exception)
                        + ". Apply the roles in deploy, or name the namespaces that the operator may see in"
                        + " WATCH_NAMESPACES");
            default -> exception;
        };
    }
}
