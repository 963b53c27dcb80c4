package org.huale.torch.parallel.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.acquire.SampleDetections;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.View;
import org.huale.detect.pool.NoiseImages;
import org.huale.detect.pool.PoolRunner;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.ImageSize;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.laws.LawSeeds;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads as processes, whose detectors see one pixel. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class SharedDetectorTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2, 17, 4", "3, 23, 2", "3, 2, 2", "2, 0, 2", "2, 1, 1"})
    void whatAllFindComesToRankZeroAsIfItHadFoundItAlone(int processes, int images, int batch) {
        Looked alone = new Looked(batch);
        alone.detector.detect(NoiseImages.records(images), View.FLIPPED, alone.found::put);
        alone.detector.describe(NoiseImages.records(images), ScriptedDetector.COLOUR, alone.described::put);

        List<Looked> all = together(processes, batch, images);

        assertThat(all.get(0).found.keySet()).containsExactlyElementsOf(alone.found.keySet());
        assertThat(all.get(0).found).usingRecursiveComparison().isEqualTo(alone.found);
        assertThat(all.get(0).described.keySet()).containsExactlyElementsOf(alone.described.keySet());
        assertThat(all.get(0).described).usingRecursiveComparison().isEqualTo(alone.described);
        assertThat(all.subList(1, processes))
                .allSatisfy(it -> assertThat(it.found).isEmpty())
                .allSatisfy(it -> assertThat(it.described).isEmpty());
    }

    @Test
    void batchesAreDealtOutWhole() {
        Looked alone = new Looked(4);
        alone.detector.detect(NoiseImages.records(23), View.ORIGINAL, alone.found::put);

        List<Looked> all = together(3, 4, 23);

        List<List<ImageSize>> dealt = new ArrayList<>();
        all.forEach(it -> dealt.addAll(it.network.batches));
        assertThat(dealt).containsExactlyInAnyOrderElementsOf(alone.network.batches);
        assertThat(all).allSatisfy(it -> assertThat(it.network.batches).hasSizeBetween(2, 3));
    }

    @Test
    void allLeaveTogetherAfterTheRoundInWhichOneIsAskedTo() {
        List<Looked> all = Team.work(2, folder.resolve("meeting"), company -> {
            Looked looked = new Looked(4);
            try (Ranks ranks = company.join("the same")) {
                AtomicInteger rounds = new AtomicInteger();
                SharedDetector shared = new SharedDetector(looked.detector, ranks, () -> {
                    if (ranks.any(rounds.incrementAndGet() == 2 && ranks.rank() == 1)) {
                        throw new StoppedException();
                    }
                });
                assertThatThrownBy(() -> shared.detect(NoiseImages.records(23), View.ORIGINAL, looked.found::put))
                        .isInstanceOf(StoppedException.class);
                return looked;
            }
        });
        assertThat(all.get(0).found).as("of the first round").hasSizeBetween(2, 8);
    }

    @Test
    void rankZeroIsToldWhatAnotherCouldNotRead() {
        assertThatThrownBy(() -> Team.work(2, folder.resolve("meeting"), company -> {
                    ImageReader reader = company.rank() == 0
                            ? NoiseImages::read
                            : file -> {
                                throw new ImageException("3.png: no image");
                            };
                    try (Ranks ranks = company.join("the same")) {
                        return ranks.doing(() -> {
                            runner(new ScriptedDetector(ClassNames.of("a")), reader, 1, ranks)
                                    .detect(NoiseImages.records(4), View.ORIGINAL, (image, found) -> {});
                            return true;
                        });
                    }
                }))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("rank 1 of the 2 processes that work together failed: 3.png: no image");
    }

    @Test
    void evidenceTravelsToTheLastBit() {
        Detections whole = new Detections(
                new float[] {0.1f, Float.MIN_VALUE, 3e30f, 1},
                new int[] {77_777_777},
                new float[] {Math.nextDown(1f)},
                new Detections.Evidence(
                        new float[] {0.3f, -0f}, new float[] {1, 2, 3, 4}, new float[0], null, new float[] {5}));
        List<Detections> found = List.of(
                whole, Detections.none(), SampleDetections.random(new SplittableRandom(LawSeeds.fresh()), 3, 20));
        DetectionForm form = new DetectionForm();

        assertThat(form.values(form.bytes(found))).usingRecursiveComparison().isEqualTo(found);
        assertThat(form.values(form.bytes(List.of()))).isEmpty();
    }

    /** What one process did and got. */
    private static final class Looked {
        private final ScriptedDetector network = new ScriptedDetector(ClassNames.of("a", "b", "c"));
        private final PoolRunner detector;
        private final Map<ImageId, Detections> found = new LinkedHashMap<>();
        private final Map<ImageId, float[]> described = new LinkedHashMap<>();

        Looked(int batch) {
            this.detector =
                    new PoolRunner(network, new PoolRunner.Reading(NoiseImages::read, batch), EvidencePart.all());
        }
    }

    private List<Looked> together(int processes, int batch, int images) {
        return Team.work(processes, folder.resolve("meeting-" + System.nanoTime()), company -> {
            Looked looked = new Looked(batch);
            try (Ranks ranks = company.join("the same")) {
                SharedDetector shared = new SharedDetector(looked.detector, ranks);
                shared.detect(NoiseImages.records(images), View.FLIPPED, looked.found::put);
                shared.describe(NoiseImages.records(images), ScriptedDetector.COLOUR, looked.described::put);
                return looked;
            }
        });
    }

    private static SharedDetector runner(ScriptedDetector network, ImageReader reader, int batch, Ranks ranks) {
        return new SharedDetector(
                new PoolRunner(network, new PoolRunner.Reading(reader, batch), EvidencePart.all()), ranks);
    }
}
