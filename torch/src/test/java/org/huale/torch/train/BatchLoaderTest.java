package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.random.Seeds;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.train.batch.Batch;
import org.huale.torch.train.batch.BatchLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class BatchLoaderTest {

    @Test
    void batchesDoNotDependOnTheThreads() {
        assertThat(words(1, TinyTraining.READER, 0)).isEqualTo(words(4, TinyTraining.READER, 0));
    }

    @Test
    void startingLaterGivesTheSameBatchesFromThereOn() {
        List<List<String>> all = words(2, TinyTraining.READER, 0);

        assertThat(words(2, TinyTraining.READER, 6)).isEqualTo(all.subList(6, 8));
    }

    @Test
    void epochsDiffer() {
        List<List<String>> all = words(2, TinyTraining.READER, 0);

        assertThat(all.subList(0, 4)).doesNotContainAnyElementsOf(all.subList(4, 8));
    }

    @Test
    void anImageThatCannotBeReadFailsItsBatchByName() {
        ImageReader broken = file -> {
            if (file.toString().endsWith("-3")) {
                throw new ImageException(file + ": truncated");
            }
            return TinyTraining.READER.read(file);
        };
        assertThatThrownBy(() -> words(3, broken, 0))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("-3: truncated");
    }

    @Test
    void anImageOfAnotherSizeThanAnnotatedIsRefused() {
        ImageReader turned = file -> {
            Image image = TinyTraining.READER.read(file);
            return new Image(image.size().transposed(), image.rgb());
        };
        assertThatThrownBy(() -> words(1, turned, 0))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("its annotations say");
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        BatchLoader loader = data(2, TinyTraining.READER).loader(0, 8);
        loader.next();
        List<Thread> readers = readers();
        loader.close();
        for (Thread reader : readers) {
            reader.join(TimeUnit.MINUTES.toMillis(5));
        }
        assertThat(readers)
                .hasSizeGreaterThanOrEqualTo(2)
                .noneMatch(Thread::isAlive); // those of tests before may be ending
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().startsWith("huale-images"))
                .toList();
    }

    @Test
    void noMoreThanTheBatchesAheadAreMade() throws InterruptedException {
        int most = 3 * 2; // this one and two ahead
        AtomicInteger read = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(most);
        ImageReader counting = file -> {
            read.incrementAndGet();
            enough.countDown();
            return TinyTraining.READER.read(file);
        };
        try (BatchLoader loader = data(2, counting).loader(0, 8)) {
            loader.next();
            assertThat(enough.await(5, TimeUnit.MINUTES)).isTrue();
            while (readers().stream().anyMatch(it -> it.getState() != Thread.State.WAITING)) {
                Thread.sleep(1); // until nothing is left to be read
            }
            assertThat(read).hasValue(most);
        }
    }

    @Test
    void theCacheReadsNothingTwiceWhileItHasRoom() {
        AtomicInteger read = new AtomicInteger();
        ImageReader counting = file -> {
            read.incrementAndGet();
            return TinyTraining.READER.read(file);
        };
        ImageReader roomy = new ImageCache(counting, 1 << 20);
        ImageReader tight = new ImageCache(counting, 10);
        Path file = Path.of("20x30-1");

        assertThat(roomy.read(file)).isSameAs(roomy.read(file));
        assertThat(read).hasValue(1);
        tight.read(file);
        tight.read(file);
        assertThat(read).hasValue(3);
    }

    private static TrainingData data(int threads, ImageReader reader) {
        TrainingOptions tiny = TinyTraining.options(2, 0);
        TrainingOptions options = new TrainingOptions(
                tiny.recipe(),
                2,
                0,
                2,
                1,
                tiny.exchange(),
                tiny.sgd(),
                tiny.rates(),
                tiny.schedule(),
                0,
                0,
                tiny.images(),
                tiny.augmentation(),
                new TrainingOptions.Loader(threads, 2, 0, 0),
                tiny.saving(),
                tiny.validation(),
                tiny.precision(),
                tiny.loss(),
                tiny.optimizer());
        return new TrainingData(
                TinyTraining.dataset(7),
                new TrainingData.Preparation(reader, TinyTraining.SIZES),
                options,
                new TrainingData.Sharing(new Seeds(5), Ranks.alone()));
    }

    private static List<List<String>> words(int threads, ImageReader reader, long from) {
        List<List<String>> words = new ArrayList<>();
        try (BatchLoader loader = data(threads, reader).loader(from, 8)) {
            for (long i = from; i < 8; i++) {
                Batch batch = loader.next();
                assertThat(batch.iteration()).isEqualTo(i);
                words.add(batch.examples().stream().map(BatchLoaderTest::word).toList());
            }
        }
        return words;
    }

    private static String word(TrainingExample example) {
        return example.id() + " " + Arrays.hashCode(example.image().pixels()) + " " + Arrays.toString(example.boxes());
    }
}
