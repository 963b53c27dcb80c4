package org.huale.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ClassMappingTest {
    private static final ClassNames SET = ClassNames.of("cat", "dog");

    /** Knows its classes, and finds nothing. */
    private record Named(ClassNames classes, boolean namesItsClasses) implements PoolDetector {
        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {}

        @Override
        public void close() {}
    }

    private static ClassMapping mapping(boolean named, String... classes) {
        return ClassMapping.of(new Named(ClassNames.of(classes), named), SET, "x.onnx");
    }

    /** One of each class, with evidence whose rows tell which it is. */
    private static Detections oneOfEach(int classes, float[] probabilities) {
        float[] boxes = new float[4 * classes];
        float[] rows = new float[2 * classes];
        float[] confidences = new float[classes];
        for (int i = 0; i < classes; i++) {
            boxes[4 * i] = i;
            rows[2 * i] = i;
            confidences[i] = 1 - i / 10f;
        }
        return new Detections(
                boxes,
                IntStream.range(0, classes).toArray(),
                confidences,
                new Detections.Evidence(probabilities, new float[0], rows, boxes.clone(), confidences.clone()));
    }

    @Test
    void detectionsOfOtherClassesAreLeftOutWithAllThatIsToldOfThem() {
        float[] probabilities = {
            0.1f, 0.2f, 0.3f, 0.4f, //
            0.0f, 0.5f, 0.25f, 0.25f, //
            0.7f, 0.1f, 0.1f, 0.1f
        };
        Detections found = mapping(true, "dog", "bird", "cat").apply(oneOfEach(3, probabilities));
        assertThat(found.classes()).containsExactly(1, 0);
        assertThat(found.boxes()).containsExactly(0, 0, 0, 0, 2, 0, 0, 0);
        assertThat(found.confidences()).containsExactly(1, 0.8f);
        Detections.Evidence told = requireNonNull(found.evidence());
        assertThat(told.features()).containsExactly(0, 0, 2, 0);
        assertThat(told.proposals()).isEmpty();
        assertThat(told.localizationVariances()).containsExactly(found.boxes());
        assertThat(told.suppressed()).containsExactly(found.confidences());
        assertThat(told.probabilities()).containsExactly(0.1f + 0.3f, 0.4f, 0.2f, 0.7f + 0.1f, 0.1f, 0.1f);
    }

    @Test
    void whatIsNotToldIsNotMadeUp() {
        Detections bare = oneOfEach(2, new float[0]).withoutEvidence();
        assertThat(mapping(true, "dog", "cat").apply(bare).evidence()).isNull();
        Detections.Evidence told = requireNonNull(
                mapping(true, "dog", "cat").apply(oneOfEach(2, new float[0])).evidence());
        assertThat(told.probabilities()).isEmpty();
        assertThat(mapping(true, "dog", "cat").apply(Detections.none()).count()).isZero();
    }

    /** Whatever the classes, a distribution stays one. */
    @RepeatedTest(5)
    void distributionsStayDistributions() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(6);
        String[] names = IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? "cat" : "other " + i)
                .toArray(String[]::new);
        float[] probabilities = new float[count * (count + 1)];
        for (int row = 0; row < count; row++) {
            double[] parts = random.doubles(count + 1).toArray();
            double sum = Arrays.stream(parts).sum();
            for (int i = 0; i <= count; i++) {
                probabilities[row * (count + 1) + i] = (float) (parts[i] / sum);
            }
        }
        Detections found = mapping(true, names).apply(oneOfEach(count, probabilities));
        float[] told = requireNonNull(found.evidence()).probabilities();
        assertThat(told).as("seed " + seed).hasSize(3);
        assertThat(told[0] + told[1] + told[2]).as("seed " + seed).isCloseTo(1, within(1e-5f));
        assertThat(told[1]).isEqualTo(probabilities[1]);
    }

    @Test
    void withoutNamesNumbersCountWhereThereAreAsMany() {
        assertThat(mapping(false, "class 1", "class 2")
                        .apply(oneOfEach(2, new float[0]))
                        .classes())
                .containsExactly(0, 1);
        assertThatThrownBy(() -> mapping(false, "a", "b", "c"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("x.onnx: tells apart 3 classes and does not say their names, the data set has 2")
                .hasMessageContaining("describe");
    }

    /** Positions are nothing that anybody stated. */
    @Test
    void otherwiseNumbersCountAsCategoryIdsWhereTheDataSetStatesSuch() {
        PoolDetector detector = new Named(ClassNames.of("class 1", "class 2", "class 3"), false);
        ClassMapping stated =
                ClassMapping.of(detector, SET, CocoNumbering.of(List.of(), new long[0], new long[] {3, 2}));
        assertThat(stated.apply(oneOfEach(3, new float[0])).classes()).containsExactly(1, 0);
        assertThat(stated.notes().get(0)).contains("by number: its class 2 as dog");
        assertThat(stated.notes().get(1)).contains("[class 1]");
        CocoNumbering positions = CocoNumbering.ofPositions(new Dataset("voc", SET, List.of()));
        assertThatThrownBy(() -> ClassMapping.of(detector, SET, positions))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("3 classes and does not say their names, the data set has 2, [cat, dog]")
                .hasMessageContaining("nothing says which class is which");
    }

    @Test
    void classesThatOnlyOneHasAreSaidAndNoneInBothIsRefused() {
        assertThat(mapping(true, "dog", "cat").words()).isEmpty();
        assertThat(mapping(true, "dog", "bird").words().orElseThrow()).contains("[cat]", "[bird]");
        assertThatThrownBy(() -> mapping(true, "bird"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("x.onnx: the detector tells apart [bird], the data set has [cat, dog]");
    }

    @Test
    void aDetectorOfTheSameClassesIsLeftAsItIs() {
        PoolDetector same = new Named(SET, true);
        assertThat(MappedDetector.of(same, ClassMapping.of(same, SET, "x"))).isSameAs(same);
        PoolDetector turned = new Named(ClassNames.of("dog", "cat"), true);
        assertThat(MappedDetector.of(turned, ClassMapping.of(turned, SET, "x")).classes())
                .isEqualTo(SET);
    }
}
