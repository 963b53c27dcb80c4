package org.huale.acquire.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.Predictions;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.StrategyChoice;
import org.huale.config.Mode;
import org.huale.config.Settings;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.companion.LossPrediction;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class LearnedScoresTest {

    @Test
    void theLargestPredictedLossesAreTakenNegativeOnesLast() {
        assertThat(chosen("ll4al", LossPrediction.VECTOR, -3, 2, 0.5f)).containsExactly("b", "c", "a");
    }

    @Test
    void theMostSurelyUnlabeledAreTaken() {
        assertThat(chosen("vaal", AdversarialAutoencoder.VECTOR, 0.4f, 0.9f, 0.1f))
                .containsExactly("c", "a", "b");
    }

    @Test
    void withoutTheVectorTheRefusalSaysWhatToDo() {
        FakePredictions none = SamplePool.predictions(1, 3).withoutVector(LossPrediction.VECTOR);
        assertThatThrownBy(
                        () -> named("ll4al").select(SamplePool.query(SamplePool.ids(3), 1, none, ScoreListener.NONE)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("predicted-loss")
                .hasMessageContaining("huale run")
                .hasMessageContaining("NAME.loss-prediction.safetensors");
    }

    @Test
    void whatIsNotFiniteIsRefusedByImage() {
        assertThatThrownBy(() -> chosen("ll4al", LossPrediction.VECTOR, 1, Float.NaN, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image b");
    }

    @Test
    void aModeBringsItsNumbersAndOptionsTheirs() {
        assertThat(Ll4alOptions.of(Mode.FAITHFUL).module())
                .isEqualTo(new LossPrediction(Mode.FAITHFUL, 0.5, 1, 0, 128, 0.0025));
        assertThat(Ll4alOptions.of(Mode.FIXED).module())
                .isEqualTo(new LossPrediction(Mode.FIXED, 1, 1, 0.8, 128, 0.001));
        VaalOptions set = options("mode=FAITHFUL", "size=64", "beta=0.1");
        assertThat(set.networks().network()).isEqualTo(new AdversarialAutoencoder.Network(64, 64, 256, 512));
        assertThat(set.networks().learning())
                .isEqualTo(new AdversarialAutoencoder.Learning(0.00025, 0.0025, 1, 0.1, 1));
    }

    @Test
    void whatCannotBeIsRefusedWithItsRange() {
        assertThatThrownBy(() -> options("size=100"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("multiple of 32 in [64, 1024], got 100");
        assertThatThrownBy(() -> options("beta=-0.5"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("-1 for the mode's, got -0.5");
    }

    private record Holder(StrategyChoice strategy) {}

    private static VaalOptions options(String... words) {
        Settings settings = new Settings();
        for (String word : words) {
            settings.assignment("strategy." + word);
        }
        return (VaalOptions) settings.into(new Holder(StrategyChoice.named("vaal")))
                .strategy()
                .options();
    }

    private static AcquisitionStrategy named(String name) {
        return StrategyChoice.named(name).strategy();
    }

    private static List<String> chosen(String strategy, String vector, float... numbers) {
        Map<ImageId, float[]> vectors = new TreeMap<>(Comparator.naturalOrder());
        for (int i = 0; i < numbers.length; i++) {
            vectors.put(new ImageId(Character.toString('a' + i)), new float[] {numbers[i]});
        }
        Predictions said = new Said(vector, vectors);
        return named(strategy)
                .select(SamplePool.query(List.copyOf(vectors.keySet()), numbers.length, said, ScoreListener.NONE))
                .images()
                .stream()
                .map(ImageId::value)
                .toList();
    }

    private record Said(String vector, Map<ImageId, float[]> vectors) implements Predictions {

        @Override
        public ClassNames classes() {
            return SamplePool.CLASSES;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return Set.of();
        }

        @Override
        public boolean describes(String asked) {
            return asked.equals(vector);
        }

        @Override
        public void forEachVector(String asked, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
            images.forEach(image -> sink.accept(image, vectors.getOrDefault(image, new float[] {0.5f})));
        }

        @Override
        public ImageRecord record(ImageId image) {
            throw new AssertionError("nobody asks for records");
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            throw new AssertionError("nobody asks for detections");
        }
    }
}
