package org.huale.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.huale.revision.ClassChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedTest {
    private static Learned learned(Object... boxes) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (int i = 0; i < boxes.length; i += 2) {
            all.put((String) boxes[i], (Integer) boxes[i + 1]);
        }
        return new Learned(10, all);
    }

    @Test
    void namesTheThreeShortestClasses() {
        assertThat(learned("a", 3, "b", 90, "c", 1, "d", 19, "e", 2).shortage())
                .hasValue("Few boxes so far: c (1), e (2), a (3); 23 is the average of a class.");
    }

    @Test
    void hasNothingToSayWhereClassesAreAlike() {
        assertThat(learned("a", 10, "b", 20, "c", 15).shortage()).isEmpty();
        assertThat(learned("a", 4).shortage()).isEmpty();
        assertThat(learned("a", 0, "b", 0).shortage()).isEmpty();
        assertThat(learned().shortage()).isEmpty();
    }

    /** Of the run, whose pool has an image more that is for evaluation. */
    @Test
    void countsWhatTheDetectorLearnedByTheNamesOfNow(@TempDir Path run) throws IOException {
        ClassNames then = ClassNames.of("truck", "car");
        RunSummary summary = new RunSummary("a", "drawn", "random", "standard", 1, then.names(), "{}", Map.of());
        try (RunFolder made = RunFolder.create(run, summary)) {
            assertThat(Learned.of(run)).isEmpty();
            PoolFile.write(pool(then), run.resolve("pool.json"));
            Files.createDirectories(run.resolve("cycle-0/training")); // what changes from now on, it does not learn
            made.changeClasses(ClassChange.rename("truck", "lorry"), "2026-01-01T00:00:00Z");
            made.changeClasses(ClassChange.add(List.of("truck")), "2026-01-01T00:00:00Z");
        }
        Learned learned = Learned.of(run).orElseThrow();
        assertThat(learned.images()).isEqualTo(2);
        assertThat(learned.boxes()).isEqualTo(Map.of("lorry", 3, "car", 1, "truck", 0));
        Files.writeString(run.resolve("pool.json"), "{");
        assertThat(Learned.of(run)).as("damaged").isEmpty();
    }

    private static Pool pool(ClassNames classes) {
        List<ImageRecord> images = Stream.of("a", "b", "c")
                .map(it -> new ImageRecord(new ImageId(it), Path.of(it), new ImageSize(64, 48), List.of()))
                .toList();
        Annotation truck = Annotation.of(new Box(1, 2, 30, 40), 0);
        Annotation car = Annotation.of(new Box(1, 2, 30, 40), 1);
        return Pool.of(new Dataset("drawn", classes, images))
                .holdingOut(List.of(new ImageId("c")))
                .label(
                        Pool.BEFORE_ALL,
                        Map.of(
                                new ImageId("a"), List.of(truck, truck),
                                new ImageId("b"), List.of(truck, car),
                                new ImageId("c"), List.of(car, car)));
    }
}
