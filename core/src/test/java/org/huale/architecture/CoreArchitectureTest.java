package org.huale.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.huale.api.Stable;
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
            "org.huale.dataset.file.. org.huale.dataset.option..",
            "org.huale.dataset.box..");

    private static final Layers ACQUIRE_LAYERS = Layers.of("org.huale.acquire.*..", "org.huale.acquire");

    private static final Layers METRIC_LAYERS = Layers.of(
            "org.huale.metric.resample.. org.huale.metric.validation..",
            "org.huale.metric.coco.. org.huale.metric.voc.. org.huale.metric.result..",
            "org.huale.metric");

    private static final Layers IMAGE_LAYERS =
            Layers.of("org.huale.image.draw.. org.huale.image.format..", "org.huale.image");

    private static final Layers LOOP_LAYERS =
            Layers.of("org.huale.loop", "org.huale.loop.folder..", "org.huale.loop.oracle..", "org.huale.loop.pool..");

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
    void packagesAreSmall() {
        PackageSize.check("org.huale");
    }

    @Test
    void whatStrategiesShareKnowsNoneOfThem() {
        ACQUIRE_LAYERS.check(CLASSES);
    }

    @Test
    void figuresOfSamplesUseTheMetricsAndTheseTheTables() {
        METRIC_LAYERS.check(CLASSES);
    }

    @Test
    void imagesKnowNeitherFilesNorDrawing() {
        IMAGE_LAYERS.check(CLASSES);
    }

    @Test
    void theLoopUsesItsFilesTheseTheOraclesAndThosePools() {
        LOOP_LAYERS.check(CLASSES);
    }

    @Test
    void dataSetsKnowTheirFormatsByTheInterfaceAlone() {
        DATASET_LAYERS.check(CLASSES);
    }

    /** An extension cannot call what is typed by something that it may not rely on. The tables of evaluators are not stable yet. */
    @Test
    void publicMembersOfStableTypesAreTypedByStableTypes() {
        List<String> unstable = CLASSES.stream()
                .filter(type -> isStable(type) && !type.getPackageName().startsWith("org.huale.metric"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMembers().stream())
                .filter(CoreArchitectureTest::isOffered)
                .flatMap(member -> types(member)
                        .filter(it -> it.getPackageName().startsWith("org.huale") && !isStable(it))
                        .map(it -> member.getFullName() + ": " + it.getName()))
                .distinct()
                .sorted()
                .toList();
        assertThat(unstable).isEmpty();
    }

    private static boolean isOffered(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> types(JavaMember member) {
        Stream<JavaType> types = member instanceof JavaCodeUnit code
                ? Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
                : Stream.of(((JavaField) member).getType());
        return types.flatMap(it -> it.getAllInvolvedRawTypes().stream()).map(JavaClass::getBaseComponentType);
    }

    private static boolean isStable(JavaClass type) {
        return type.isAnnotatedWith(Stable.class)
                || type.getEnclosingClass().map(CoreArchitectureTest::isStable).orElse(false);
    }

    @Test
    void formatsDoNotKnowEachOther() {
        slices().matching("org.huale.dataset.(voc|coco|yolo|cvat|labelstudio|labelme|createml|via|csv|openimages)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }
}
