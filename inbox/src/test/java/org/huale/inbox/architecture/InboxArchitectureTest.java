package org.huale.inbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.huale.architecture.Layers;
import org.huale.architecture.PackageSize;
import org.junit.jupiter.api.Test;

class InboxArchitectureTest {
    private static final Layers LAYERS = Layers.of(
            "org.huale.inbox.labelstudio.. org.huale.inbox.cvat..",
            "org.huale.inbox.partner..",
            "org.huale.inbox.oracle..",
            "org.huale.inbox.cost..",
            "org.huale.inbox",
            "org.huale.inbox.content.. org.huale.inbox.match..",
            "org.huale.report..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.huale.inbox.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreSmall() {
        PackageSize.check("org.huale.inbox");
    }

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void onlyTheInboxItselfSeesSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huale.inbox")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..", "java.sql..")
                .check(CLASSES);
    }
}
