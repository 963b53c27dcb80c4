package org.huale.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
    private static final Layers LAYERS = Layers.of(
            "org.huale.report..",
            "org.huale.loop..",
            "org.huale.acquire.. org.huale.metric.. org.huale.statistics..",
            "org.huale.detect..",
            "org.huale.dataset.. org.huale.render.. org.huale.weights.. org.huale.image..",
            "org.huale.geometry.. org.huale.storage..",
            "org.huale.problem.. org.huale.random..");

    private static final Layers DATASET_LAYERS = Layers.of(
            "org.huale.dataset.voc.. org.huale.dataset.coco.. org.huale.dataset.yolo.. org.huale.dataset.cvat.."
                    + " org.huale.dataset.labelstudio.. org.huale.dataset.labelme.. org.huale.dataset.createml.."
                    + " org.huale.dataset.via.. org.huale.dataset.csv.. org.huale.dataset.openimages.."
                    + " org.huale.dataset.validation.. org.huale.dataset.identity..",
            "org.huale.dataset.drawn..",
            "org.huale.dataset",
            "org.huale.dataset.file..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huale");

    @Test
    void packagesFormNoCycles() {
        slices().matching("org.huale.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesOfTheReportFormNoCycles() {
        slices().matching("org.huale.report.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void layersUseOnlyThoseBelow() {
        LAYERS.check(CLASSES);
    }

    @Test
    void dataSetsKnowTheirFormatsByTheInterfaceAlone() {
        DATASET_LAYERS.check(CLASSES);
    }

    @Test
    void formatsDoNotKnowEachOther() {
        slices().matching("org.huale.dataset.(voc|coco|yolo|cvat|labelstudio|labelme|createml|via|csv|openimages)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }
}
