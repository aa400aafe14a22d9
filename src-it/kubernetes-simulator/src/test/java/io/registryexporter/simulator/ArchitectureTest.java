package io.registryexporter.simulator;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The rooms, and that the simulator knows nothing of this project. */
@AnalyzeClasses(packages = "io.registryexporter.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("fields")
            .definedBy("..simulator.fields..")
            .layer("server")
            .definedBy("..simulator.server..")
            .layer("played")
            .definedBy("..simulator.played..")
            .layer("start")
            .definedBy("io.registryexporter.simulator")
            .whereLayer("fields")
            .mayNotAccessAnyLayer()
            .whereLayer("server")
            .mayOnlyAccessLayers("fields")
            .whereLayer("played")
            .mayNotAccessAnyLayer()
            .whereLayer("start")
            .mayOnlyAccessLayers("server");

    @ArchTest
    static final ArchRule no_program_is_known = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.registryexporter.common..", "io.registryexporter.exporter..", "io.registryexporter.operator..");
}
