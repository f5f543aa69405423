// SPDX-License-Identifier: Apache-2.0
package io.regshape;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;

/** Holds the code to the table of packages in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.regshape", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_USE_WHAT_THE_TABLE_SAYS = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("io.regshape")
            .layer("digest")
            .definedBy("io.regshape.digest..")
            .layer("threads")
            .definedBy("io.regshape.threads..")
            .layer("deflate")
            .definedBy("io.regshape.deflate..")
            .layer("model")
            .definedBy("io.regshape.model..")
            .layer("layer")
            .definedBy("io.regshape.layer..")
            .layer("layout")
            .definedBy("io.regshape.layout..")
            .layer("files")
            .definedBy("io.regshape.files..")
            .layer("image")
            .definedBy("io.regshape.image..")
            .layer("archive")
            .definedBy("io.regshape.archive..")
            .layer("stage")
            .definedBy("io.regshape.stage..")
            .layer("build")
            .definedBy("io.regshape.build..")
            .layer("preset")
            .definedBy("io.regshape.preset..")
            .layer("validate")
            .definedBy("io.regshape.validate..")
            .layer("report")
            .definedBy("io.regshape.report..")
            .whereLayer("root")
            .mayNotAccessAnyLayer()
            .whereLayer("digest")
            .mayOnlyAccessLayers("root")
            .whereLayer("model")
            .mayOnlyAccessLayers("root", "digest")
            .whereLayer("threads")
            .mayNotAccessAnyLayer()
            .whereLayer("deflate")
            .mayOnlyAccessLayers("threads")
            .whereLayer("layer")
            .mayOnlyAccessLayers("root", "digest", "model", "threads", "deflate")
            .whereLayer("layout")
            .mayOnlyAccessLayers("root", "digest", "model")
            .whereLayer("files")
            .mayOnlyAccessLayers("root", "digest", "model", "layer")
            .whereLayer("image")
            .mayOnlyAccessLayers("root", "digest", "model", "layer", "layout")
            .whereLayer("archive")
            .mayOnlyAccessLayers("root", "digest", "model", "layer", "layout")
            .whereLayer("stage")
            .mayOnlyAccessLayers("root", "digest", "model", "layer", "layout", "image", "archive")
            .whereLayer("build")
            .mayOnlyAccessLayers("root", "digest", "model", "threads", "layer", "layout", "files", "image", "archive")
            .whereLayer("preset")
            .mayOnlyAccessLayers("root", "digest", "model", "layer", "files", "build")
            .whereLayer("validate")
            .mayOnlyAccessLayers("root", "digest", "model", "threads", "layer", "layout", "image", "archive")
            .whereLayer("report")
            .mayOnlyAccessLayers("root", "digest", "model", "layer", "layout", "validate");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.regshape.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JACKSON_STAYS_IN_ONE_CLASS = ArchRuleDefinition.noClasses()
            .that()
            // Also what javac makes of it: a switch over an enum becomes a class Json$1.
            .haveNameNotMatching("io\\.regshape\\.model\\.Json(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_MAVEN_AND_NO_LOGGING = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.maven..", "org.slf4j..", "java.util.logging.."));
}
