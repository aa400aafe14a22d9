package io.registryexporter.support;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The rooms, and that a program under test is a process here, and never a class. */
@AnalyzeClasses(packages = "io.registryexporter.support", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("real")
            .definedBy("..support.real..")
            .layer("corpus")
            .definedBy("..support.corpus..")
            .layer("custom")
            .definedBy("..support.custom..")
            .whereLayer("real")
            .mayNotAccessAnyLayer()
            .whereLayer("custom")
            .mayNotAccessAnyLayer()
            .whereLayer("corpus")
            .mayOnlyAccessLayers("real");

    @ArchTest
    static final ArchRule no_program_is_known = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.registryexporter.common..", "io.registryexporter.exporter..", "io.registryexporter.operator..");
}
