package org.huale.torch.train.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.huale.geometry.ImageSize;
import org.huale.random.Seeds;
import org.junit.jupiter.api.Test;

class EpochSamplerTest {
    private static final List<ImageSize> SIZES = IntStream.range(0, 23)
            .mapToObj(i -> i % 3 == 0 ? new ImageSize(10, 20) : new ImageSize(20, 10))
            .toList();

    @Test
    void everyImageComesOnceAnEpoch() {
        List<List<Integer>> batches = sampler(4, true).batches(2);

        assertThat(batches.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 23).boxed().toList());
        assertThat(batches).hasSize(sampler(4, true).batchesPerEpoch()).hasSize(6);
    }

    @Test
    void batchesHoldImagesOfOneKindButForTheRest() {
        List<List<Integer>> batches = sampler(4, true).batches(0);

        long mixed = batches.stream()
                .filter(batch ->
                        batch.stream().map(it -> it % 3 == 0).distinct().count() > 1)
                .count();
        assertThat(mixed).isLessThanOrEqualTo(2);
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        assertThat(sampler(4, true).batches(1)).isEqualTo(sampler(4, true).batches(1));
        assertThat(sampler(4, true).batches(1)).isNotEqualTo(sampler(4, true).batches(2));
    }

    @Test
    void withoutGroupingOnlyTheLastBatchIsSmall() {
        List<List<Integer>> batches = sampler(4, false).batches(0);

        assertThat(batches.stream().map(List::size)).containsExactly(4, 4, 4, 4, 4, 3);
    }

    @Test
    void noImagesGiveNoBatches() {
        EpochSampler empty = new EpochSampler(List.of(), 2, true, new Seeds(1));

        assertThat(empty.batches(0)).isEmpty();
        assertThat(empty.batchesPerEpoch()).isZero();
    }

    private static EpochSampler sampler(int batchSize, boolean grouped) {
        return new EpochSampler(SIZES, batchSize, grouped, new Seeds(3));
    }
}
