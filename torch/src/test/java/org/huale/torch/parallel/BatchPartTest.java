package org.huale.torch.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BatchPartTest {

    @RepeatedTest(20)
    void thePartsOfAllProcessesAreTheBatchEachImageOnce() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        int size = random.nextInt(1, 9);
        List<Integer> images = IntStream.range(0, random.nextInt(1, 20)).boxed().toList();

        List<Integer> all = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            Ranks ranks = new Numbered(rank, size);
            BatchPart part = BatchPart.of(images.size(), ranks);
            List<Integer> own = BatchPart.own(images, ranks);
            assertThat(part.images())
                    .as("seed %d", seed)
                    .isBetween(images.size() / size, (images.size() + size - 1) / size);
            if (part.images() == 0) {
                assertThat(own).as("seed %d: one to look at", seed).containsExactly(0);
            } else {
                assertThat(own).as("seed %d", seed).hasSize(part.images());
                all.addAll(own);
            }
        }
        assertThat(all).as("seed %d", seed).isEqualTo(images);
    }

    @Test
    void moreImagesThanThereAreAreRefused() {
        assertThatThrownBy(() -> new BatchPart(Ranks.alone(), 3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A place among processes that are not there. */
    private record Numbered(int rank, int size) implements Ranks {

        @Override
        public void sum(Tensor values) {}

        @Override
        public void max(Tensor values) {}

        @Override
        public void copyOfFirst(Tensor values) {}

        @Override
        public boolean any(boolean here) {
            return here;
        }

        @Override
        public void giveUp(String why) {}

        @Override
        public void close() {}
    }
}
