package io.registryexporter.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms, and that data goes one way through them: observe, decide, execute, record. */
@AnalyzeClasses(packagesOf = Main.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "..operator.api..",
        "..operator.workload..",
        "..operator.detect..",
        "..operator.hazard..",
        "..operator.monitoring..",
        "..operator.decide.."
    };

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.registryexporter.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rooms_of_decide_have_no_cycles = slices().matching("io.registryexporter.operator.decide.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("..operator.api..")
            .layer("workload")
            .definedBy("..operator.workload..")
            .layer("detect")
            .definedBy("..operator.detect..")
            .layer("hazard")
            .definedBy("..operator.hazard..")
            .layer("monitoring")
            .definedBy("..operator.monitoring..")
            .layer("decide")
            .definedBy("..operator.decide..")
            .layer("observe")
            .definedBy("..operator.observe..")
            .layer("execute")
            .definedBy("..operator.execute..")
            .layer("record")
            .definedBy("..operator.record..")
            .layer("manifest")
            .definedBy("..operator.manifest..")
            .layer("reconcile")
            .definedBy("..operator.reconcile..")
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
            .whereLayer("hazard")
            .mayOnlyAccessLayers("api", "workload")
            .whereLayer("monitoring")
            .mayOnlyAccessLayers("api", "workload")
            .whereLayer("decide")
            .mayOnlyAccessLayers("api", "workload", "detect", "hazard")
            .whereLayer("observe")
            .mayOnlyAccessLayers("api", "workload", "detect", "hazard", "monitoring", "decide")
            .whereLayer("execute")
            .mayOnlyAccessLayers("api", "workload", "monitoring", "decide")
            .whereLayer("record")
            .mayOnlyAccessLayers("api", "workload", "detect", "decide", "execute")
            .whereLayer("manifest")
            .mayOnlyAccessLayers("api")
            .whereLayer("reconcile")
            .mayOnlyBeAccessedByLayers("run")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule what_decides_has_no_client_and_does_no_io = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.fabric8.kubernetes.client",
                            "io.fabric8.kubernetes.client.dsl",
                            "io.fabric8.kubernetes.client.informers..",
                            "io.javaoperatorsdk..",
                            "java.net..",
                            "java.nio.file..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                                    io.fabric8.kubernetes.client.CustomResource.class))));

    @ArchTest
    static final ArchRule what_decides_has_no_clock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule only_the_executor_writes_to_workloads = noClasses()
            .that()
            .resideOutsideOfPackage("..operator.execute..")
            .and()
            .resideOutsideOfPackage("..operator.reconcile..")
            .and()
            .resideOutsideOfPackage("..operator.run..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("WorkloadWriter");
}
