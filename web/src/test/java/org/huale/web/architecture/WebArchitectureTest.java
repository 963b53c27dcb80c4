package org.huale.web.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class WebArchitectureTest {
    /** The server knows nothing of runs and inboxes, nor those of HTTP: both know the desk. */
    private static final Layers LAYERS = Layers.of(
            "org.huale.web.server.. org.huale.web.session..", "org.huale.web.guess..", "org.huale.web.desk..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.huale.web.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.web");
    }

    @Test
    void serverAndSessionMeetAtTheDesk() {
        LAYERS.check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.huale.web.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.huale.web.session..", "org.huale.inbox..", "org.huale.app..", "org.huale.loop..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.huale.web.session..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.web.server..")
                .check(CLASSES);
    }

    @Test
    void onlyTheServerSeesHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.web.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsSeeThePage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.huale.web..", "org.huale.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.huale.web..")
                .check(CLASSES);
    }

    @Test
    void thePagePrintsNothing() {
        noClasses()
                .that()
                .resideInAPackage("org.huale.web..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.PrintWriter")
                .check(CLASSES);
    }
}
