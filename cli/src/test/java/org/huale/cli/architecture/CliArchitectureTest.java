package org.huale.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.PackageSize;
import org.huale.cli.Main;
import org.junit.jupiter.api.Test;

class CliArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.cli");
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.huale.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void commandsSeeNothingOfTheBinding() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void commandsKnowDetectorsByTheirProvidersAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.torch..")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsKnowOfATerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.huale.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.huale.cli..", "picocli..", "me.tongfei..")
                .check(CLASSES);
    }

    /** Processes beside this one, and what Spark starts. */
    private static DescribedPredicate<JavaClass> programsOfTheirOwn() {
        return simpleName("ProgramGuard")
                .or(simpleName("ScorePool"))
                .or(simpleName("RankProgram"))
                .or(simpleName("ScriptedProgram"))
                .or(simpleName("WaitingProgram"));
    }

    @Test
    void onlyMainEndsTheProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .and()
                .doNotHaveSimpleName("EndOfProcess") // through which Main does
                .and(are(not(programsOfTheirOwn())))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }
}
