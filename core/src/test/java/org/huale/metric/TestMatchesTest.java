package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.laws.LawSeeds;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.resample.ImageResamples;
import org.huale.metric.resample.ResampledFigure;
import org.huale.metric.resample.TestMatches;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMatchesTest {
    private static final double EXACT = 1e-12;

    @TempDir
    private Path folder;

    private static double evaluated(ResampledFigure figure, EvaluationInput input) {
        String[] name = figure.toString().split(":", 2);
        Evaluator evaluator = name[0].equals("voc") ? new VocEvaluator(1) : new CocoEvaluator(1);
        return evaluator.evaluate(input).figure(name[1]);
    }

    /** With crowds, difficult objects, ties and more than 100 detections an image. */
    @Test
    void eachImageOnceGivesTheFiguresOfTheEvaluators() throws IOException {
        for (MetricCase one : MetricCase.all()) {
            EvaluationInput input = one.input(Files.createTempDirectory(folder, "case"));
            TestMatches matches = TestMatches.of(input);
            int[] once = new int[matches.images().size()];
            Arrays.fill(once, 1);
            for (ResampledFigure figure : ResampledFigure.values()) {
                assertThat(figure.of(matches, once))
                        .as(one.name() + " " + figure)
                        .isCloseTo(evaluated(figure, input), within(EXACT));
            }
        }
    }

    /** The twin copies images and detections and evaluates the larger set. */
    @Test
    void aWeightIsThatManyCopiesOfTheImage() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        Dataset truth = EvaluatorLaws.randomTruth(random, 8);
        Map<ImageId, Detections> found = EvaluatorLaws.randomFound(truth, random);
        TestMatches matches = TestMatches.of(EvaluationInput.of(truth, found));
        for (int draw = 0; draw < 20; draw++) {
            int[] weights = random.ints(8, 0, 4).toArray();
            List<ImageRecord> copies = new ArrayList<>();
            Map<ImageId, Detections> copied = new HashMap<>();
            for (int i = 0; i < weights.length; i++) {
                String id = matches.images().get(i);
                ImageRecord image = truth.images().stream()
                        .filter(it -> it.id().value().equals(id))
                        .findFirst()
                        .orElseThrow();
                for (int copy = 0; copy < weights[i]; copy++) {
                    ImageRecord more = EvaluatorLaws.image(id + "/" + copy, image.annotations());
                    copies.add(more);
                    copied.put(more.id(), found.getOrDefault(image.id(), Detections.none()));
                }
            }
            EvaluationInput input = EvaluationInput.of(EvaluatorLaws.dataset(copies), copied);
            for (ResampledFigure figure : ResampledFigure.values()) {
                assertThat(figure.of(matches, weights))
                        .as("seed %d, draw %d, %s", seed, draw, figure)
                        .isCloseTo(evaluated(figure, input), within(EXACT));
            }
        }
    }

    @Test
    void theFileGivesBackWhatWasWritten() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        Dataset truth = EvaluatorLaws.randomTruth(random, 5);
        TestMatches matches = TestMatches.of(EvaluationInput.of(truth, EvaluatorLaws.randomFound(truth, random)));
        Path file = Files.write(folder.resolve("matches.gz"), matches.bytes());
        TestMatches read = TestMatches.read(file).orElseThrow();
        assertThat(read.images()).isEqualTo(matches.images());
        assertThat(read.bytes()).isEqualTo(matches.bytes());
        assertThat(TestMatches.read(folder.resolve("none"))).isEmpty();
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> TestMatches.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no file of matches, or damaged");
    }

    @Test
    void aFileWithOneBitFlippedIsRefusedOrSaysTheSame() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        Dataset truth = EvaluatorLaws.randomTruth(random, 5);
        byte[] sound = TestMatches.of(EvaluationInput.of(truth, EvaluatorLaws.randomFound(truth, random)))
                .bytes();
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            Path file = Files.write(folder.resolve("flipped.gz"), flipped(sound, bit));
            try {
                assertThat(TestMatches.read(file).orElseThrow().bytes())
                        .as("bit %d", bit)
                        .isEqualTo(sound); // gzip's head says when and where it was packed
            } catch (HualeException refused) {
                assertThat(refused).hasMessageContaining("no file of matches, or damaged");
            }
        }
    }

    private static byte[] flipped(byte[] sound, int bit) {
        byte[] bytes = sound.clone();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return bytes;
    }

    @Test
    void anEmptySetHasNoFigure() {
        TestMatches matches = TestMatches.of(EvaluationInput.of(EvaluatorLaws.dataset(List.of()), Map.of()));
        for (ResampledFigure figure : ResampledFigure.values()) {
            assertThat(figure.of(matches, new int[0])).isEqualTo(Evaluation.UNDEFINED);
        }
    }

    /** Of a mean the bootstrap's deviation is known: sqrt((1 - 1/n) variance / n). */
    @Test
    void resamplesSpreadAsMeansDo() {
        double[] values = {0.1, 0.5, 0.9, 0.3, 0.7, 0.2, 0.8};
        double[] means = new ImageResamples(4000, 11).of(7, weights -> {
            assertThat(Arrays.stream(weights).sum()).isEqualTo(7);
            double sum = 0;
            for (int i = 0; i < 7; i++) {
                sum += weights[i] * values[i] / 7;
            }
            return sum;
        });
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum() / 7;
        double drawn = Arrays.stream(means).map(it -> (it - mean) * (it - mean)).sum() / 4000;
        assertThat(Math.sqrt(drawn)).isCloseTo(Math.sqrt(variance / 7), within(0.006));
    }
}
