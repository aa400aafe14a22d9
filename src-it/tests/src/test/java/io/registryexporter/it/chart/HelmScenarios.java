package io.registryexporter.it.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a release: installed, upgraded, set back, uninstalled. */
@Tag("once")
abstract class HelmScenarios {
    private static final String CRD = "registryexporters.registryexporter.io";

    abstract KubernetesClient client();

    abstract Path kubeconfig();

    @Test
    void a_release_is_installed_upgraded_set_back_and_uninstalled() {
        Release installed = Chart.helm()
                .install()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .createNamespace()
                .withKubeConfig(kubeconfig())
                .set("registryExporters[0].name", "registry")
                .set("registryExporters[0].spec.selector.matchLabels.app", "registry")
                .call();
        assertThat(installed.getStatus()).isEqualTo("deployed");
        assertThat(installed.getOutput()).contains("helm upgrade registry-exporter-operator");
        assertThat(operator().getSpec().getReplicas()).isEqualTo(2);
        assertThat(definition()).isNotNull();

        Release upgraded = upgrade("replicas", 3);
        assertThat(upgraded.getRevision()).isEqualTo("2");
        assertThat(operator().getSpec().getReplicas()).isEqualTo(3);
        assertThat(resource()).isNotNull();

        upgrade("replicas", 2);
        assertThat(operator().getSpec().getReplicas()).isEqualTo(2);
        assertThat(resource().getMetadata().getGeneration()).isEqualTo(1);

        Helm.uninstall(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withKubeConfig(kubeconfig())
                .call();
        assertThat(client().apps()
                        .deployments()
                        .inNamespace(Chart.NAMESPACE)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(definition().isMarkedForDeletion()).isFalse();
    }

    private Release upgrade(String value, int to) {
        return Chart.helm()
                .upgrade()
                .withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE)
                .withKubeConfig(kubeconfig())
                .reuseValues()
                .set(value, to)
                .call();
    }

    private Deployment operator() {
        return client().apps()
                .deployments()
                .inNamespace(Chart.NAMESPACE)
                .withName("registry-exporter-operator")
                .require();
    }

    private CustomResourceDefinition definition() {
        return client().apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CRD)
                .require();
    }

    private HasMetadata resource() {
        return client().genericKubernetesResources("registryexporter.io/v1alpha1", "RegistryExporter")
                .inNamespace(Chart.NAMESPACE)
                .withName("registry")
                .require();
    }
}
