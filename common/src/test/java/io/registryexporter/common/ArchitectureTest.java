package io.registryexporter.common;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The rooms, and that none of them knows a program. */
@AnalyzeClasses(packages = "io.registryexporter.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.registryexporter.common.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rooms_do_not_know_each_other = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("log")
            .definedBy("..common.log..")
            .layer("build")
            .definedBy("..common.build..")
            .layer("text")
            .definedBy("..common.text..")
            .layer("cli")
            .definedBy("..common.cli..")
            .whereLayer("log")
            .mayNotAccessAnyLayer()
            .whereLayer("build")
            .mayNotAccessAnyLayer()
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("cli")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule no_program_is_known = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.registryexporter.exporter..", "io.registryexporter.operator..");
}
