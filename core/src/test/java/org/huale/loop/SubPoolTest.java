package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.loop.pool.Pool;
import org.junit.jupiter.api.Test;

class SubPoolTest {
    private static final Pool POOL = Pool.of(new Dataset(
            "many",
            new ClassNames(List.of("cat")),
            IntStream.range(0, 200)
                    .mapToObj(i -> new ImageRecord(
                            new ImageId(String.format(Locale.ROOT, "%03d", i)),
                            Path.of(i + ".jpg"),
                            new ImageSize(8, 8),
                            List.of()))
                    .toList()));

    private static LoopOptions options(long seed, int subPool) {
        return new LoopOptions(seed, 10, 9, 0, subPool, false, LoopOptions.Keep.defaults());
    }

    @Test
    void noSizeMeansAllAndSoDoesATooLargeOne() {
        assertThat(SubPool.of(POOL, options(1, 0), 0)).isEqualTo(POOL.unlabeled());
        assertThat(SubPool.of(POOL, options(1, 200), 0)).isEqualTo(POOL.unlabeled());
        assertThat(SubPool.of(POOL, options(1, 5000), 0)).isEqualTo(POOL.unlabeled());
    }

    @Test
    void imagesAreDifferentUnlabeledAndAscend() {
        List<ImageId> drawn = SubPool.of(POOL, options(1, 30), 0);
        assertThat(drawn).hasSize(30).isSorted().doesNotHaveDuplicates().isSubsetOf(POOL.unlabeled());
    }

    @Test
    void drawnAnewInEachCycleAndTheSameForTheSameSeed() {
        assertThat(SubPool.of(POOL, options(1, 30), 0)).isEqualTo(SubPool.of(POOL, options(1, 30), 0));
        assertThat(SubPool.of(POOL, options(1, 30), 0)).isNotEqualTo(SubPool.of(POOL, options(1, 30), 1));
        assertThat(SubPool.of(POOL, options(1, 30), 0)).isNotEqualTo(SubPool.of(POOL, options(2, 30), 0));
    }

    @Test
    void everyImageIsDrawnSometimes() {
        Set<ImageId> seen = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            seen.addAll(SubPool.of(POOL, options(seed, 30), 0));
        }
        assertThat(seen)
                .hasSize(200); // that one is missed has a chance of 200 * 0.85^60, 1 %, and is settled by the seeds
    }

    @Test
    void fewerThanTheBudgetAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> options(1, 9)).withMessageContaining("subPool");
    }

    @Test
    void aPlanAsksForNoMoreThanTheSubPool() {
        AcquisitionStrategy entropy = StrategyChoice.named("entropy").strategy();
        assertThat(PlannedSelection.of(POOL, options(1, 30), 0, entropy).forwards())
                .containsEntry("original", 30);
    }
}
