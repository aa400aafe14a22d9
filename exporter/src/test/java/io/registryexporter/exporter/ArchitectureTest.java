package io.registryexporter.exporter;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms, and that data goes one way through them. */
@AnalyzeClasses(packagesOf = Main.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.registryexporter.exporter.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule data_goes_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("storage")
            .definedBy("..exporter.storage..")
            .layer("manifest")
            .definedBy("..exporter.manifest..")
            .layer("scan result")
            .definedBy("..exporter.scan.result..")
            .layer("scan reader")
            .definedBy("..exporter.scan.reader..")
            .layer("incremental scan")
            .definedBy("..exporter.scan.incremental..")
            .layer("scan")
            .definedBy("..exporter.scan")
            .layer("inventory")
            .definedBy("..exporter.inventory..")
            .layer("retention")
            .definedBy("..exporter.retention..")
            .layer("metrics")
            .definedBy("..exporter.metrics..")
            .layer("report")
            .definedBy("..exporter.report..")
            .layer("page")
            .definedBy("..exporter.page..")
            .layer("web")
            .definedBy("..exporter.web..")
            .layer("wire")
            .definedBy("..exporter.wire..")
            .layer("http")
            .definedBy("..exporter.http..")
            .layer("serve")
            .definedBy("..exporter.serve..")
            .layer("cli")
            .definedBy("..exporter.cli..")
            .whereLayer("storage")
            .mayNotAccessAnyLayer()
            .whereLayer("manifest")
            .mayOnlyAccessLayers("storage")
            .whereLayer("scan result")
            .mayOnlyAccessLayers("storage", "manifest")
            .whereLayer("scan reader")
            .mayOnlyAccessLayers("storage", "manifest", "scan result")
            .whereLayer("incremental scan")
            .mayOnlyAccessLayers("storage", "scan result", "scan reader")
            .whereLayer("scan")
            .mayOnlyAccessLayers("storage", "manifest", "scan result", "scan reader", "incremental scan")
            .whereLayer("inventory")
            .mayOnlyAccessLayers("storage", "manifest", "scan result")
            .whereLayer("retention")
            .mayOnlyAccessLayers("storage", "scan result", "inventory")
            .whereLayer("metrics")
            .mayOnlyAccessLayers("storage", "scan result", "inventory")
            .whereLayer("report")
            .mayOnlyAccessLayers("storage", "scan result", "inventory", "retention")
            .whereLayer("page")
            .mayOnlyAccessLayers("scan result", "inventory", "metrics", "report", "storage")
            .whereLayer("web")
            .mayNotAccessAnyLayer()
            .whereLayer("wire")
            .mayNotAccessAnyLayer()
            .whereLayer("http")
            .mayOnlyAccessLayers("metrics", "web", "wire")
            .whereLayer("serve")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();
}
