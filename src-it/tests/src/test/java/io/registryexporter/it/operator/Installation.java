package io.registryexporter.it.operator;

import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.Map;

/** What {@code kubectl apply -k deploy} installs, and the operator's jar with the token of its ServiceAccount. */
final class Installation {
    static final String NAMESPACE = "registry-exporter-system";
    static final String SERVICE_ACCOUNT = "registry-exporter-operator";
    static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + SERVICE_ACCOUNT;

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private Installation() {}

    static RunningOperator start(RealApiServer apiServer, Path log, Map<String, String> environment) {
        install(apiServer.kubectl());
        return restart(apiServer, log, environment);
    }

    static void install(Kubectl kubectl) {
        kubectl.ok("apply", "-k", ROOT.resolve("deploy").toString());
        kubectl.ok("wait", "--for=condition=Established", "crd/registryexporters.registryexporter.io");
    }

    static void installNamespaced(Kubectl kubectl) {
        kubectl.ok("apply", "-k", ROOT.resolve("deploy/namespaced").toString());
    }

    static RunningOperator restart(RealApiServer apiServer, Path log, Map<String, String> environment) {
        return RunningOperator.start(log, apiServer.kubeconfigOf(NAMESPACE, SERVICE_ACCOUNT), environment);
    }
}
