package org.huale.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class AppArchitectureTest {
    private static final Layers LAYERS = Layers.of(
            "org.huale.app.benchmark.. org.huale.app.annotate..",
            "org.huale.app.run.. org.huale.app.score.. org.huale.app.train..",
            "org.huale.app.data.. org.huale.app.guess.. org.huale.app.process..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.huale.app.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.app");
    }

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void aScoringNeedsNoRun() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.app.score..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.app.run..")
                .check(CLASSES);
    }

    @Test
    void experimentsKnowDetectorsByTheirProvidersAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.torch..")
                .check(CLASSES);
    }

    @Test
    void experimentsPrintNothing() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.app..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.PrintWriter")
                .check(CLASSES);
    }
}
