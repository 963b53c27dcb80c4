package org.huale.torch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.bytedeco.javacpp.PointerScope;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class TorchArchitectureTest {
    private static final String BINDING = "org.bytedeco..";
    private static final Layers LAYERS = Layers.of(
            "org.huale.torch",
            "org.huale.torch.companion..",
            "org.huale.torch.train",
            "org.huale.torch.train.batch.. org.huale.torch.train.optimize..",
            "org.huale.torch.rcnn",
            "org.huale.torch.rcnn.roi..",
            "org.huale.torch.rcnn.rpn..",
            "org.huale.torch.rcnn.input..",
            "org.huale.torch.loss..",
            "org.huale.torch.nn..",
            "org.huale.torch.ops..",
            "org.huale.torch.parallel..",
            "org.huale.torch.memory.. org.huale.torch.image.. org.huale.torch.augment.. org.huale.torch.environment..",
            "org.huale.torch.stdio..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void theBindingIsSeenInThisModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BINDING)
                .check(CLASSES);
    }

    @Test
    void theCLibraryIsCalledInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.torch.stdio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.torch");
    }

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void detectorsKnowNothingOfRunsAndStrategies() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.torch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.huale.loop..", "org.huale.report..", "org.huale.acquire..")
                .check(CLASSES);
    }

    @Test
    void onlyThePackageMemoryOpensScopes() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.torch.memory..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PointerScope.class)
                .check(CLASSES);
    }

    @Test
    void theModulesApiTakesNoTypeOfTheBinding() {
        noCodeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("org.huale.torch")
                .should()
                .haveRawParameterTypes(anyElementThat(resideInAPackage(BINDING)))
                .check(CLASSES);
    }

    @Test
    void theModulesApiReturnsNoTypeOfTheBinding() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("org.huale.torch")
                .should()
                .haveRawReturnType(resideInAPackage(BINDING))
                .check(CLASSES);
    }
}
