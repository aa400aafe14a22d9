package io.registryexporter.operator;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The rooms, and that data goes one way through them. */
@AnalyzeClasses(packagesOf = Main.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.registryexporter.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("..operator.api..")
            .layer("workload")
            .definedBy("..operator.workload..")
            .layer("detect")
            .definedBy("..operator.detect..")
            .layer("plan")
            .definedBy("..operator.plan..")
            .layer("hazard")
            .definedBy("..operator.hazard..")
            .layer("monitoring")
            .definedBy("..operator.monitoring..")
            .layer("apply")
            .definedBy("..operator.apply..")
            .layer("observe")
            .definedBy("..operator.observe..")
            .layer("status")
            .definedBy("..operator.status..")
            .layer("memory")
            .definedBy("..operator.memory..")
            .layer("reconcile")
            .definedBy("..operator.reconcile..")
            .layer("metrics")
            .definedBy("..operator.metrics..")
            .layer("run")
            .definedBy("..operator.run..")
            .layer("cli")
            .definedBy("..operator.cli..")
            .whereLayer("api")
            .mayNotAccessAnyLayer()
            .whereLayer("workload")
            .mayOnlyAccessLayers("api")
            .whereLayer("detect")
            .mayOnlyAccessLayers("api", "workload")
            .whereLayer("plan")
            .mayOnlyAccessLayers("api", "workload", "detect")
            .whereLayer("hazard")
            .mayOnlyAccessLayers("api", "workload")
            .whereLayer("monitoring")
            .mayOnlyAccessLayers("api", "workload")
            .whereLayer("apply")
            .mayOnlyAccessLayers("api", "workload", "plan", "monitoring")
            .whereLayer("observe")
            .mayOnlyAccessLayers("api", "workload", "detect", "hazard", "monitoring")
            .whereLayer("status")
            .mayOnlyAccessLayers("api", "workload", "detect", "plan")
            .whereLayer("memory")
            .mayOnlyAccessLayers("api", "workload", "plan", "status")
            .whereLayer("reconcile")
            .mayOnlyBeAccessedByLayers("metrics", "run")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("run")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule what_decides_does_not_ask = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage(
                    "..operator.api..",
                    "..operator.workload..",
                    "..operator.detect..",
                    "..operator.hazard..",
                    "..operator.memory..",
                    "..operator.monitoring..",
                    "..operator.plan..",
                    "..operator.status..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(KubernetesClient.class);
}
