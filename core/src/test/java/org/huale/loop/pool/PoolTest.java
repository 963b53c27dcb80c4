package org.huale.loop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;

public class PoolTest {
    static final ImageSize SIZE = new ImageSize(64, 48);
    public static final Annotation CAT = Annotation.of(new Box(1, 2, 30, 40), 0);
    public static final Annotation DOG = new Annotation(new Box(1.25, 2, 30, 40.1), 1, true, true, 17.5);

    /** Images of these ids, a cat and a dog in each. */
    public static Dataset dataset(String... ids) {
        List<ImageRecord> images = new ArrayList<>();
        for (String id : ids) {
            images.add(new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), SIZE, List.of(CAT, DOG)));
        }
        return new Dataset("pets", ClassNames.of("cat", "dog"), images);
    }

    public static ImageId id(String value) {
        return new ImageId(value);
    }

    private final Pool pool = Pool.of(dataset("c", "a", "b"));

    @Test
    void aNewPoolHasForgottenAllAnnotations() {
        assertThat(pool.images().images()).allMatch(image -> image.annotations().isEmpty());
        assertThat(pool.labeled().images()).isEmpty();
        assertThat(pool.boxesPerClass()).containsExactly(0, 0);
    }

    @Test
    void unlabeledImagesAscendWhateverTheirOrderInTheDataSet() {
        assertThat(pool.unlabeled()).containsExactly(id("a"), id("b"), id("c"));
    }

    @Test
    void labelingMakesANewPoolAndLeavesTheOldOne() {
        Pool next = pool.label(-1, Map.of(id("c"), List.of(CAT), id("a"), List.of(DOG, DOG)));
        assertThat(next.unlabeled()).containsExactly(id("b"));
        assertThat(next.labeled().images()).extracting(ImageRecord::id).containsExactly(id("a"), id("c"));
        assertThat(next.labeled().images().get(0).annotations()).containsExactly(DOG, DOG);
        assertThat(next.labeled().images().get(1).file()).isEqualTo(Path.of("c.jpg"));
        assertThat(next.boxesPerClass()).containsExactly(1, 2);
        assertThat(next.since(id("a"))).hasValue(-1);
        assertThat(pool.unlabeled()).hasSize(3);
        assertThat(pool.since(id("a"))).isEmpty();
    }

    @Test
    void theInitialSetStaysWhatItWas() {
        Pool initial = pool.label(-1, Map.of(id("c"), List.of(CAT)));
        Pool later = initial.label(0, Map.of(id("a"), List.of(DOG)));
        assertThat(later.initial()).isEqualTo(initial.labeled()).isNotEqualTo(later.labeled());
        assertThat(pool.initial().images()).isEmpty();
    }

    @Test
    void anImageMayTurnOutToHaveNoObjects() {
        Pool next = pool.label(0, Map.of(id("b"), List.of()));
        assertThat(next.labeled().images()).hasSize(1);
        assertThat(next.unlabeled()).doesNotContain(id("b"));
    }

    @Test
    void unknownImagesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.label(0, Map.of(id("x"), List.of())))
                .withMessageContaining("no image x");
        assertThatIllegalArgumentException().isThrownBy(() -> pool.record(id("x")));
    }

    @Test
    void labeledImagesAreNotLabeledAgain() {
        Pool next = pool.label(2, Map.of(id("a"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> next.label(3, Map.of(id("a"), List.of(CAT))))
                .withMessageContaining("image a is labeled since cycle 2");
    }

    @Test
    void classesOutOfRangeAreRefused() {
        Annotation third = Annotation.of(new Box(0, 0, 1, 1), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool.label(0, Map.of(id("a"), List.of(third))))
                .withMessageContaining("class index 2, the pool has 2 classes");
    }

    @Test
    void cyclesDoNotGoBack() {
        Pool next = pool.label(2, Map.of(id("a"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> next.label(1, Map.of(id("b"), List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.label(-2, Map.of(id("b"), List.of())));
    }

    @Test
    void listsGivenAreCopied() {
        List<Annotation> mine = new ArrayList<>(List.of(CAT));
        Pool next = pool.label(0, Map.of(id("a"), mine));
        mine.clear();
        assertThat(next.labeled().images().get(0).annotations()).containsExactly(CAT);
    }

    @Test
    void aPoolOfNothingIsAPool() {
        Pool empty = Pool.of(dataset());
        assertThat(empty.unlabeled()).isEmpty();
        assertThat(empty.label(0, Map.of()).labeled().images()).isEmpty();
    }

    @Test
    void orderOfTheDataSetDoesNotMatter() {
        List<ImageRecord> images = new ArrayList<>(dataset("c", "a", "b").images());
        Collections.reverse(images);
        Pool other = Pool.of(new Dataset("pets", pool.classes(), images));
        assertThat(other.images()).isEqualTo(pool.images());
    }
}
