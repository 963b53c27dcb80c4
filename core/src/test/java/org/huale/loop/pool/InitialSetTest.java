package org.huale.loop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.huale.loop.pool.PoolTest.dataset;
import static org.huale.loop.pool.PoolTest.id;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.holdout.TestShare;
import org.huale.loop.pool.InitialSet.Features;
import org.huale.loop.pool.InitialSet.Method;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialSetTest {
    private static final Seeds SEEDS = new Seeds(7);

    @TempDir
    private Path folder;

    private static Pool pool(int images) {
        return Pool.of(
                dataset(IntStream.range(0, images).mapToObj(i -> "image" + i).toArray(String[]::new)));
    }

    @Test
    void aDrawIsTheSameForTheSameSeedAndOtherwiseAnother() {
        List<ImageId> drawn = InitialSet.drawn(20).of(pool(100), SEEDS);
        assertThat(drawn).hasSize(20).doesNotHaveDuplicates().isSorted();
        assertThat(InitialSet.drawn(20).of(pool(100), new Seeds(7))).isEqualTo(drawn);
        assertThat(InitialSet.drawn(20).of(pool(100), new Seeds(8))).isNotEqualTo(drawn);
    }

    @Test
    void theDrawOfASeedStaysWhatItIs() {
        assertThat(InitialSet.drawn(3).of(pool(100), SEEDS)).containsExactly(id("image1"), id("image2"), id("image56"));
    }

    @Test
    void aLargerDrawContainsASmallerOne() {
        assertThat(InitialSet.drawn(30).of(pool(100), SEEDS))
                .containsAll(InitialSet.drawn(10).of(pool(100), SEEDS));
    }

    @Test
    void everyImageIsDrawnEquallyOften() {
        int[] times = new int[20];
        for (int seed = 0; seed < 4000; seed++) {
            for (ImageId image : InitialSet.drawn(5).of(pool(20), new Seeds(seed))) {
                times[Integer.parseInt(image.value().substring("image".length()))]++;
            }
        }
        for (int count : times) {
            assertThat(count).as("4.7 standard deviations of 27.4").isBetween(870, 1130);
        }
    }

    @Test
    void allImagesMayBeDrawnButNotMore() {
        assertThat(InitialSet.drawn(5).of(pool(5), SEEDS)).isEqualTo(pool(5).unlabeled());
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> InitialSet.drawn(6).of(pool(5), SEEDS))
                .withMessageContaining("initial set of 6 images: the pool has only 5");
        assertThatIllegalArgumentException().isThrownBy(() -> InitialSet.drawn(0));
    }

    @Test
    void aListIsReadWithCommentsBlankLinesAndAByteOrderMark() throws IOException {
        Path list = list("\uFEFF# chosen by hand\r\n\r\n  image3  \r\nimage1\r\n");
        assertThat(listed(list).of(pool(5), SEEDS)).containsExactly(id("image1"), id("image3"));
    }

    /** As HUALE writes lists, of which people make others. */
    @Test
    void anIdIsNoCommentWhateverItBeginsWith() throws IOException {
        Pool pool = Pool.of(dataset("#1.png", " a.png", "a.png", "b.png"));
        Path list = list("#1.png\n a.png\n# b.png\n#b.png\n");
        assertThat(listed(list).of(pool, SEEDS)).containsExactly(id(" a.png"), id("#1.png"));
        list("#1.png\n  /data/pool/b.png\n");
        assertThat(listed(list).of(pool, SEEDS)).as("by names of files").containsExactly(id("#1.png"), id("b.png"));
    }

    @Test
    void whatWouldNotBeHeededIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InitialSet(5, "mine.txt", Method.TYPICAL, Features.IMAGE))
                .withMessageContaining(
                        "method typical chooses the initial images, which the list mine.txt names already");
        for (Method method : List.of(Method.RANDOM, Method.TYPICAL)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> InitialSet.chosen(5, method, Features.PATCH))
                    .withMessageContaining("features patch are for method k-centre");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InitialSet(5, "mine.txt", Method.K_CENTRE, Features.PATCH));
    }

    @Test
    void everyMistakeOfAListIsToldWithItsLine() throws IOException {
        Path list = list("image1\n# x\nimage9\nimage1\nimage2.jpg\nimage0\n");
        Pool pool = pool(5).label(-1, Map.of(id("image0"), List.of()));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(list).of(pool, SEEDS))
                .withMessage(list + ": 3 problems:\n  line 3: no image image9\n"
                        + "  line 4: image image1 is in line 1 already\n"
                        + "  line 6: image image0 is labeled already");
    }

    @Test
    void aListMayNameFilesInPlaceOfIds() throws IOException {
        Path list = list("image1.jpg\n/data/pool/image3.jpg\n");
        assertThat(listed(list).of(pool(5), SEEDS)).containsExactly(id("image1"), id("image3"));
    }

    @Test
    void ofManyMistakesTwentyAreToldAndTheRestCounted() throws IOException {
        Path list = list("x\n".repeat(50));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(list).of(pool(5), SEEDS))
                .withMessageContainingAll("50 problems", "line 20:", "and 30 more")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("line 21:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void aListOfNothingIsRefused(String text) throws IOException {
        Path list = list(text);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(list).of(pool(5), SEEDS))
                .withMessageContaining("names no image");
    }

    @Test
    void listsThatAreNoTextAreRefused() throws IOException {
        Path list = folder.resolve("list.txt");
        Files.write(list, "image1\n\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(list).of(pool(5), SEEDS))
                .withMessageContaining("not UTF-8");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(folder.resolve("none")).of(pool(5), SEEDS))
                .withMessageContaining("does not exist");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> listed(folder).of(pool(5), SEEDS));
    }

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list.txt"), text);
    }

    /** The message names the largest set that can be had, which is to be had, and one more is not. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.35, 0.5})
    void anInitialSetThatIsTooLargeBesideTheShareSaysHowLargeItMayBe(double kept) {
        Pool pool = pool(40);
        TestShare share = new TestShare(kept, 3);
        int heldOut = share.of(pool.unlabeled()).size();
        int most = 40;
        while (most > 0 && !fits(most, share, pool)) {
            most--;
        }
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> InitialSet.drawn(41).sharing(share, pool))
                .withMessageStartingWith("initial.images 41 is too many with data.testShare " + kept + ": " + heldOut
                        + " of the pool's 40 images are held out")
                .withMessageEndingWith("at most " + most + " can be had");
    }

    private static boolean fits(int images, TestShare share, Pool pool) {
        try {
            InitialSet.Shared shared = InitialSet.drawn(images).sharing(share, pool);
            List<ImageId> left = pool.unlabeled().stream()
                    .filter(id -> !shared.heldOut().contains(id))
                    .toList();
            shared.initial().requireEnough(left);
            return true;
        } catch (HualeException e) {
            return false;
        }
    }

    private static InitialSet listed(Path list) {
        return InitialSet.drawn(1).withList(list.toString());
    }
}
