package org.huale.export.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class ExportArchitectureTest {
    private static final String EXPORT = "org.huale.export..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.export");
    }

    @Test
    void detectorsDoNotKnowHowTheyAreExported() {
        noClasses()
                .that()
                .resideInAnyPackage("org.huale.torch..", "org.huale.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EXPORT)
                .check(CLASSES);
    }

    @Test
    void networksAreWrittenWithoutTheBindingAndTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage(EXPORT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..", "com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void ofModelsOfOtherProgramsOnlyTheFormatIsKnown() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.export")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.huale.onnx",
                        "org.huale.onnx.reading..",
                        "org.huale.onnx.recognition..",
                        "org.huale.onnx.input..",
                        "org.huale.onnx.options..",
                        "org.huale.onnx.runtime..")
                .check(CLASSES);
    }
}
