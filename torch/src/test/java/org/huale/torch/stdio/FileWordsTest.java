package org.huale.torch.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is said while files are read is warned of, with the name of the file that says it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FileWordsTest {
    private static final String CORRUPT = "Corrupt JPEG data: bad Huffman code";

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final Mouth mouth = new Mouth();
    private final FileWords words = new FileWords(mouth, warnings::add);

    /** Native code, which speaks to whoever listens. */
    private static final class Mouth implements Spoken {
        private final List<String> caught = new ArrayList<>();
        private final List<String> passed = new ArrayList<>();
        private boolean isOpen;

        synchronized void say(String line) {
            (isOpen ? caught : passed).add(line);
        }

        @Override
        public synchronized void open() {
            isOpen = true;
        }

        @Override
        public synchronized void close() {
            isOpen = false;
        }

        @Override
        public synchronized List<String> lines(boolean whole) {
            List<String> lines = List.copyOf(caught);
            caught.clear();
            return lines;
        }
    }

    private static Path file(int number) {
        return Path.of("photo-" + number + ".jpg");
    }

    private int read(int number, String... said) {
        return words.heard(file(number), () -> {
            List.of(said).forEach(mouth::say);
            return number;
        });
    }

    @Test
    void aFileIsWarnedOfOnceHoweverOftenItIsRead() {
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(read(1, CORRUPT)).isEqualTo(1);
            assertThat(read(2)).isEqualTo(2);
        }
        assertThat(warnings).containsExactly("photo-1.jpg: the decoder says: " + CORRUPT);
        assertThat(mouth.passed).isEmpty();
        assertThat(mouth.isOpen).isFalse();
    }

    @Test
    void whatIsSaidOfManyFilesAtOnceIsToldApart() throws Exception {
        int threads = 8;
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        try {
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> readers.submit(reading(thread, threads, together)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(warnings)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 25)
                        .mapToObj(i -> "photo-" + i * 8 + ".jpg: the decoder says: " + CORRUPT)
                        .toList());
    }

    /** Two passes over 200 files, of which each eighth speaks, always while seven others are read. */
    private Callable<Integer> reading(int thread, int threads, CyclicBarrier together) {
        return () -> {
            int sum = 0;
            for (int i = 0; i < 2 * 25; i++) {
                together.await();
                int number = i % 25 * threads + thread;
                sum += number % 8 == 0 ? read(number, CORRUPT) : read(number);
            }
            return sum;
        };
    }

    @Test
    void whatNoFileSaysAgainIsToldWithAllThatWereRead() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch said = new CountDownLatch(1);
        Thread other = new Thread(() -> words.heard(file(1), pausing(begun, said)));
        other.start();
        begun.await();
        boolean[] first = {true};
        words.heard(file(2), () -> {
            if (first[0]) {
                mouth.say("[W1128 10:00:00] Warning: of another library");
                first[0] = false;
                said.countDown(); // who reads alone waits for those who read
            }
            return 0;
        });
        other.join();
        assertThat(warnings)
                .containsExactly("native code says: [W1128 10:00:00] Warning: of another library"
                        + " (while reading photo-1.jpg, photo-2.jpg)");
    }

    /** Another library speaks each time that a file is read, and never when it is read again. */
    @Test
    void whatNoFileSaysIsToldOnce() {
        for (int i = 0; i < 3; i++) {
            boolean[] first = {true};
            words.heard(file(i), () -> {
                if (first[0]) {
                    mouth.say("of another library");
                }
                first[0] = false;
                return 0;
            });
        }
        assertThat(warnings).containsExactly("native code says: of another library (while reading photo-0.jpg)");
    }

    @Test
    void ofManyFilesThatWereReadSomeAreNamed() throws Exception {
        CountDownLatch begun = new CountDownLatch(6);
        CountDownLatch said = new CountDownLatch(1);
        List<Thread> others = IntStream.range(0, 6)
                .mapToObj(i -> new Thread(() -> words.heard(file(i), pausing(begun, said))))
                .toList();
        others.forEach(Thread::start);
        begun.await();
        mouth.say("of another library");
        said.countDown();
        for (Thread other : others) {
            other.join();
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .matches(
                        "native code says: of another library \\(while reading (photo-\\d.jpg, ){3}photo-\\d.jpg and 2 more\\)");
    }

    private static Supplier<Integer> pausing(CountDownLatch begun, CountDownLatch until) {
        return () -> {
            begun.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        };
    }

    @Test
    void aFileThatIsRefusedIsWarnedOfToo() {
        Supplier<Integer> refused = () -> {
            mouth.say("[ERROR:0@" + System.nanoTime() % 1000 + ".125] global loadsave.cpp: no");
            throw new IllegalArgumentException("refused");
        };
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> words.heard(file(3), refused)).hasMessage("refused");
        }
        assertThat(warnings).containsExactly("photo-3.jpg: the decoder says: [ERROR] global loadsave.cpp: no");
    }

    @Test
    void aFileOfManyWordsIsCutShort() {
        read(1, IntStream.range(0, 40).mapToObj(i -> "line " + i).toArray(String[]::new));
        assertThat(warnings).hasSize(6).last().isEqualTo("photo-1.jpg: the decoder says 35 lines more");
    }

    @Test
    void atTheEndWhatWasSaidLastIsToldAndNothingIsCaughtAnyMore() {
        words.heard(file(1), () -> {
            mouth.say("the last words");
            words.end();
            mouth.say("after the end");
            return 0;
        });
        assertThat(warnings).contains("native code says: the last words (while reading photo-1.jpg)");
        assertThat(mouth.passed).contains("after the end");
        Set<String> before = warnings.stream().collect(Collectors.toSet());
        read(2, "later");
        assertThat(mouth.passed).contains("later");
        assertThat(warnings).containsExactlyInAnyOrderElementsOf(before);
    }
}
