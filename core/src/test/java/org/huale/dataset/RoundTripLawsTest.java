package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.Box;
import org.huale.laws.LawSeeds;
import org.huale.laws.SeedInFailure;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is written in one format, read, written in another and read again has the same images, classes and boxes, and all that no
 * format said it could not hold. Every format that is registered is held to it.
 */
class RoundTripLawsTest {
    private static final double PIXELS = 1e-9;

    private static final List<String> CLASSES = List.of(
            "no",
            "null",
            "1",
            "true",
            "~",
            "1e3",
            "ünïcode",
            "e\u0301",
            "日本",
            "it's",
            "say \"hi\"",
            "a,b",
            "a;b",
            "a: b",
            "<b>bold</b>",
            "&amp;",
            "=1+1",
            "-dash",
            "#hash",
            "%41",
            "100%",
            "back\\slash",
            "{x}",
            "[y]",
            "Cat",
            "cat",
            "blank ",
            " lead");

    private static final List<String> FILES = List.of(
            "a b.png",
            "\u00e9.png",
            "e\u0301.png",
            "#1.png",
            "%41.png",
            "A.png",
            "a.png",
            "x+y.png",
            "it's.png",
            "a,b;c.png",
            "=1.png",
            "a&b<c>.png",
            "\"q\".png",
            "a.b.c.png",
            "deep/\u00e9 \u00e8/1.png",
            "other/1.png",
            "100%.png",
            "what?d=1.png",
            "日本.png",
            "name 1.png",
            "name -1.png",
            "0a1b2c3d-a.png",
            "blank .png",
            " lead.png");

    @TempDir
    private Path folder;

    static List<DatasetFormat> formats() {
        return DatasetFormats.all();
    }

    static Stream<Arguments> pairs() {
        return formats().stream()
                .flatMap(first -> formats().stream().map(second -> Arguments.of(first.prefix(), second.prefix())));
    }

    static Stream<Arguments> pairsAndSeeds() {
        return formats().stream()
                .flatMap(first -> formats().stream()
                        .flatMap(second -> (first == second ? LawSeeds.all() : LawSeeds.explored())
                                .mapToObj(seed -> Arguments.of(first.prefix(), second.prefix(), seed))));
    }

    @ParameterizedTest(name = "{0} to {1}, seed {2}")
    @MethodSource("pairsAndSeeds")
    @ExtendWith(SeedInFailure.class)
    void boxesSurvive(String first, String second, long seed) {
        Dataset made = Samples.random(folder.resolve("made"), new SplittableRandom(seed));
        requireSame(made, throughBoth(made, first, second));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void everyClassNameSurvives(String first, String second) {
        Path file = Samples.image(folder.resolve("made/a.png"), Samples.SIZE, 1);
        List<Annotation> objects = new ArrayList<>();
        for (int i = 0; i < CLASSES.size(); i++) {
            objects.add(Annotation.of(new Box(i, 1, i + 4, 9), i));
        }
        Dataset made = new Dataset(
                "made",
                new ClassNames(CLASSES),
                List.of(new ImageRecord(new ImageId("a.png"), file, Samples.SIZE, objects)));
        requireSame(made, throughBoth(made, first, second));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void everyFileNameSurvives(String first, String second) {
        List<ImageRecord> images = new ArrayList<>();
        for (String name : FILES) {
            int number = images.size();
            Path file = Samples.image(folder.resolve("made").resolve(name), Samples.SIZE, number);
            List<Annotation> objects = List.of(Annotation.of(new Box(number, 2, number + 3, 5), 0));
            images.add(new ImageRecord(new ImageId(name), file, Samples.SIZE, number % 5 == 4 ? List.of() : objects));
        }
        Dataset made = new Dataset("made", ClassNames.of("thing"), images);
        requireSame(made, throughBoth(made, first, second));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aNameWithALineBreakIsRefused(DatasetFormat format) {
        Path file = Samples.image(folder.resolve("made/a.png"), Samples.SIZE, 1);
        Dataset made = new Dataset(
                "made",
                ClassNames.of("thing"),
                List.of(new ImageRecord(new ImageId("a\nb.png"), file, Samples.SIZE, List.of())));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> through(new Journey(reading(made), List.of()), format.prefix(), "once"))
                .withMessageContaining("a\nb.png");
        Dataset other = new Dataset("made", ClassNames.of("a\nb"), List.of());
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> through(new Journey(reading(other), List.of()), format.prefix(), "twice"))
                .withMessageContaining("control character");
    }

    /** Where a format drops the blanks, the two would be one class, or a list of them that nobody can read. */
    @ParameterizedTest
    @MethodSource("formats")
    void classesThatDifferInBlanksAloneStayTwoOrAreRefused(DatasetFormat format) {
        Path file = Samples.image(folder.resolve("made/a.png"), Samples.SIZE, 1);
        List<Annotation> objects =
                List.of(Annotation.of(new Box(1, 1, 4, 9), 0), Annotation.of(new Box(2, 1, 5, 9), 1));
        Dataset made = new Dataset(
                "made",
                ClassNames.of("car", "car "),
                List.of(new ImageRecord(new ImageId("a.png"), file, Samples.SIZE, objects)));
        Journey start = new Journey(reading(made), List.of());
        if (List.of("coco", "yolo", "via", "openimages", "toy").contains(format.prefix())) {
            requireSame(made, through(start, format.prefix(), "once"));
        } else {
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> through(start, format.prefix(), "once"))
                    .withMessageContaining("'car' and 'car ' differ in the blanks around them alone");
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aFormatKnowsItsOwnFilesAndNoOther(DatasetFormat format) {
        Dataset made = Samples.random(folder.resolve("made"), new SplittableRandom(3));
        DatasetLocator written = DatasetLocator.target(place(format, folder.resolve("out")));
        written.write(reading(made), Existing.REFUSE, () -> {});
        assertThat(formats().stream().filter(it -> it.resembles(written.path())))
                .containsExactly(format);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse(written.path().toString()))
                .withMessageEndingWith("did you mean " + format.prefix() + ":" + written.path() + "?");
    }

    /** What was read last, and what formats said they could not hold. */
    private record Journey(DatasetReading reading, List<Problem> losses) {

        boolean keeps(String what) {
            return losses.stream().noneMatch(loss -> loss.what().contains(what));
        }

        /** The name of a class as it comes back. */
        String called(String name) {
            return keeps("'" + name + "'") ? name : name.strip();
        }
    }

    private static DatasetReading reading(Dataset made) {
        return DatasetReading.of(AnnotationAccount.of(made), CocoNumbering.ofPositions(made), new Findings());
    }

    private Journey throughBoth(Dataset made, String first, String second) {
        return through(through(new Journey(reading(made), List.of()), first, "once"), second, "twice");
    }

    private Journey through(Journey before, String format, String name) {
        DatasetLocator written = DatasetLocator.target(place(DatasetFormats.named(format), folder.resolve(name)));
        List<Problem> losses = written.write(before.reading(), Existing.REFUSE, () -> {});
        DatasetReading back = written.read();
        assertThat(back.problems())
                .filteredOn(problem -> !problem.what().contains("occurs")
                        && !problem.what().contains("has class 0")
                        && !problem.what().contains("taken for images without objects"))
                .isEmpty();
        return new Journey(
                back, Stream.concat(before.losses().stream(), losses.stream()).toList());
    }

    /** The format's own form with words that it takes: {@code yolo:DATA.yaml[:SPLIT]} is {@code yolo:.../data.yaml:val}. */
    private static String place(DatasetFormat format, Path place) {
        String form = format.form().substring(format.prefix().length() + 1);
        String word = form.split("\\[", 2)[0];
        Path path = word.contains(".") ? place.resolve(word.toLowerCase(Locale.ROOT)) : place;
        return format.prefix() + ":" + path + (form.contains(":SPLIT") ? ":val" : "");
    }

    private static void requireSame(Dataset expected, Journey journey) {
        Dataset actual = journey.reading().dataset();
        assertThat(actual.classes().names())
                .isEqualTo(
                        expected.classes().names().stream().map(journey::called).toList());
        assertThat(actual.images().stream().map(RoundTripLawsTest::name).collect(Collectors.toSet()))
                .isEqualTo(
                        expected.images().stream().map(RoundTripLawsTest::name).collect(Collectors.toSet()));
        for (ImageRecord image : expected.images()) {
            ImageRecord same = find(actual, name(image)).orElseThrow();
            assertThat(same.size()).isEqualTo(image.size());
            assertThat(same.file()).hasSameBinaryContentAs(image.file());
            assertThat(same.annotations()).hasSameSizeAs(image.annotations());
            for (int i = 0; i < same.annotations().size(); i++) {
                requireSame(image.annotations().get(i), same.annotations().get(i), journey);
            }
        }
    }

    private static Optional<ImageRecord> find(Dataset dataset, String name) {
        return dataset.images().stream()
                .filter(image -> name(image).equals(name))
                .findFirst();
    }

    /** YOLO's ids begin with the folder of the split, VOC's have no extension. */
    private static String name(ImageRecord image) {
        return RelativePath.stem(image.id().value().replaceFirst("^val/", ""));
    }

    private static void requireSame(Annotation expected, Annotation actual, Journey journey) {
        Box box = expected.box();
        assertThat(actual.classIndex()).isEqualTo(expected.classIndex());
        assertThat(actual.box().x1()).isCloseTo(box.x1(), within(PIXELS));
        assertThat(actual.box().y1()).isCloseTo(box.y1(), within(PIXELS));
        assertThat(actual.box().x2()).isCloseTo(box.x2(), within(PIXELS));
        assertThat(actual.box().y2()).isCloseTo(box.y2(), within(PIXELS));
        assertThat(actual.difficult()).isEqualTo(expected.difficult() && journey.keeps("difficult"));
        assertThat(actual.crowd()).isEqualTo(expected.crowd() && journey.keeps("crowd"));
        assertThat(actual.area()).isCloseTo(journey.keeps("areas") ? expected.area() : box.area(), within(2e-6));
    }
}
