package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which data a run is measured afterwards. */
class RunSimilarityTest {
    private static final Dataset POOL = Rig.dataset("pool", 9);
    private static final Dataset TEST = Rig.dataset("test", 5);
    private static final Map<String, String> WEIGHTS = Map.of("backbone", "resnet.pth of then");

    @TempDir
    private Path parent;

    private Path run;

    /** One where people annotate. */
    @BeforeEach
    void begin() {
        run = parent.resolve("run");
        RunSummary summary = new RunSummary(
                "run", "pool", "random", "standard", 0, POOL.classes().names(), "{}", Map.of());
        Dataset bare = Pool.of(POOL).images();
        try (RunFolder folder = RunFolder.create(run, summary)) {
            new GrownPool(folder, bare).freeze(DataDescription.of(bare, DataDescription.of(TEST), WEIGHTS));
        }
    }

    private void require(Dataset pool, Dataset test, Map<String, String> weights) {
        RunSimilarity.requireData(run, new ActiveLearningLoop.Data(pool, InitialSet.drawn(2), test, weights));
    }

    @Test
    void theSameDataWillDoAndSoDoNewImagesOfThePool() throws IOException {
        String before = Files.readString(run.resolve(RunContents.DATA));
        require(POOL, TEST, WEIGHTS);
        require(POOL, TEST, Map.of());
        require(Rig.dataset("pool", 12), TEST, WEIGHTS);
        assertThat(run.resolve(RunContents.DATA)).content().isEqualTo(before);
    }

    @Test
    void otherDataAndWeightsAreNamed() {
        refused(Rig.dataset("pool", 8), TEST, WEIGHTS, "pool.images: 9, now 8");
        refused(POOL, Rig.dataset("test", 6), WEIGHTS, "test.images: 5, now 6");
        refused(renamed(POOL), renamed(TEST), WEIGHTS, "pool.classes: ");
        refused(POOL, TEST, Map.of("backbone", "resnet.pth of now"), "the weights to begin with are not those");
    }

    /** Two classes have each other's name. */
    private static Dataset renamed(Dataset dataset) {
        return new Dataset(dataset.name(), ClassNames.of("dog", "cat", "rare"), dataset.images());
    }

    private void refused(Dataset pool, Dataset test, Map<String, String> weights, String words) {
        assertThatThrownBy(() -> require(pool, test, weights))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("that the run began with:", words);
    }
}
