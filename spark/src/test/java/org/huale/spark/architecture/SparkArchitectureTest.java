package org.huale.spark.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class SparkArchitectureTest {
    private static final Layers LAYERS = Layers.of(
            "org.huale.spark",
            "org.huale.spark.job.. org.huale.spark.images..",
            "org.huale.spark.parquet.. org.huale.spark.hadoop..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.spark");
    }

    @Test
    void filesNeedNoSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("org.huale.spark.parquet..", "org.huale.spark.hadoop..", "org.huale.spark.images..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(CLASSES);
    }

    @Test
    void detectorsAreKnownByTheirProvidersAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.huale.torch..", "org.huale.onnx..", "org.bytedeco..", "ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void nothingElseKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.huale.spark..", "org.apache.spark..")
                .check(CLASSES);
    }
}
