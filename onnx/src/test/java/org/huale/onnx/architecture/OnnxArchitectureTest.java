package org.huale.onnx.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class OnnxArchitectureTest {
    private static final Layers LAYERS = Layers.of(
            "org.huale.onnx",
            "org.huale.onnx.recognition..",
            "org.huale.onnx.reading..",
            "org.huale.onnx.input.. org.huale.onnx.runtime..",
            "org.huale.onnx.options..",
            "org.huale.onnx.file..",
            "org.huale.onnx.graph..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.onnx");
    }

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void onlyThePackageRuntimeSeesOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.onnx.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void onlyFilesAreReadAndWrittenAsProtobuf() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.huale.onnx.file..", "org.huale.onnx.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void ofHualeTheModuleUsesCoreAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.huale.torch..",
                        "org.huale.app..",
                        "org.huale.cli..",
                        "org.huale.loop..",
                        "org.huale.report..")
                .check(CLASSES);
    }

    @Test
    void detectorsKnowNoStrategies() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.acquire..")
                .check(CLASSES);
    }
}
