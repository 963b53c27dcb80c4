package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.Box;
import org.huale.laws.LawSeeds;
import org.huale.laws.SeedInFailure;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written in one format, read, written in another and read again has the same images and boxes. */
class RoundTripLawsTest {
    private static final double PIXELS = 1e-9;

    @TempDir
    private Path folder;

    static Stream<Arguments> pairsAndSeeds() {
        return Stream.of("voc", "coco", "yolo")
                .flatMap(first -> Stream.of("voc", "coco", "yolo")
                        .flatMap(second -> LawSeeds.all().mapToObj(seed -> Arguments.of(first, second, seed))));
    }

    @ParameterizedTest(name = "{0} to {1}, seed {2}")
    @MethodSource("pairsAndSeeds")
    @ExtendWith(SeedInFailure.class)
    void boxesSurvive(String first, String second, long seed) {
        Dataset made = Samples.random(folder.resolve("made"), new SplittableRandom(seed));
        DatasetReading start =
                DatasetReading.of(AnnotationAccount.of(made), CocoNumbering.ofPositions(made), new Findings());
        DatasetReading once = through(start, first, "once");
        DatasetReading twice = through(once, second, "twice");
        boolean marks = !first.equals("yolo") && !second.equals("yolo");
        requireSame(made, twice.dataset(), marks);
    }

    private DatasetReading through(DatasetReading reading, String format, String name) {
        String place = format + ":" + folder.resolve(name);
        String target = format.equals("coco") ? place + "/annotations/instances_val.json" : place + ":val";
        DatasetLocator written = DatasetLocator.target(target);
        written.write(reading, Existing.REFUSE, () -> {});
        DatasetReading back = written.read();
        assertThat(back.problems())
                .filteredOn(problem -> !problem.what().contains("occurs"))
                .isEmpty();
        return back;
    }

    private static void requireSame(Dataset expected, Dataset actual, boolean marks) {
        assertThat(actual.classes()).isEqualTo(expected.classes());
        assertThat(actual.size()).isEqualTo(expected.size());
        for (ImageRecord image : expected.images()) {
            ImageRecord same =
                    find(actual, RelativePath.stem(image.id().value())).orElseThrow();
            assertThat(same.size()).isEqualTo(image.size());
            assertThat(same.annotations()).hasSameSizeAs(image.annotations());
            for (int i = 0; i < same.annotations().size(); i++) {
                requireSame(image.annotations().get(i), same.annotations().get(i), marks);
            }
        }
    }

    /** YOLO's ids begin with the folder of the split. */
    private static Optional<ImageRecord> find(Dataset dataset, String stem) {
        return dataset.images().stream()
                .filter(image -> RelativePath.stem(image.id().value().replaceFirst("^val/", ""))
                        .equals(stem))
                .findFirst();
    }

    private static void requireSame(Annotation expected, Annotation actual, boolean marks) {
        Box box = expected.box();
        assertThat(actual.classIndex()).isEqualTo(expected.classIndex());
        assertThat(actual.box().x1()).isCloseTo(box.x1(), within(PIXELS));
        assertThat(actual.box().y1()).isCloseTo(box.y1(), within(PIXELS));
        assertThat(actual.box().x2()).isCloseTo(box.x2(), within(PIXELS));
        assertThat(actual.box().y2()).isCloseTo(box.y2(), within(PIXELS));
        if (marks) {
            assertThat(actual.difficult()).isEqualTo(expected.difficult());
            assertThat(actual.crowd()).isEqualTo(expected.crowd());
            assertThat(actual.area()).isCloseTo(expected.area(), within(2e-6));
        }
    }
}
