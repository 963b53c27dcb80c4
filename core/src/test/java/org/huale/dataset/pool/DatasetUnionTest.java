package org.huale.dataset.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

class DatasetUnionTest {
    private static final ClassNames CLASSES = new ClassNames(List.of("cat", "dog"));

    private static Dataset dataset(String name, ClassNames classes, String... ids) {
        return new Dataset(
                name,
                classes,
                Stream.of(ids)
                        .map(id -> new ImageRecord(
                                new ImageId(id), Path.of(name, id + ".jpg"), new ImageSize(8, 8), List.of()))
                        .toList());
    }

    private static List<String> ids(Dataset dataset) {
        return dataset.images().stream().map(image -> image.id().value()).toList();
    }

    @Test
    void differentIdsStayAsTheyAre() {
        Dataset joined = DatasetUnion.joined(
                List.of(dataset("voc07", CLASSES, "000005", "000007"), dataset("voc12", CLASSES, "2007_000027")));
        assertThat(ids(joined)).containsExactly("000005", "000007", "2007_000027");
        assertThat(joined.name()).isEqualTo("voc07+voc12");
    }

    @Test
    void anIdInCommonMakesAllIdsTellTheirPart() {
        Dataset joined = DatasetUnion.joined(List.of(dataset("a", CLASSES, "1", "2"), dataset("b", CLASSES, "2")));
        assertThat(ids(joined)).containsExactly("1/1", "1/2", "2/2");
        assertThat(joined.images().get(2).file()).isEqualTo(Path.of("b", "2.jpg"));
    }

    private static KnownUnion known(List<Dataset> parts, String... ids) {
        return new KnownUnion(parts, Stream.of(ids).map(ImageId::new).collect(Collectors.toSet()));
    }

    @Test
    void anIdThatAnImageHadIsNoOtherImagesWhicheverPartItComesTo() {
        List<Dataset> parts = List.of(dataset("a", CLASSES, "1", "2"), dataset("b", CLASSES, "2", "3"));
        KnownUnion union = known(parts, "1", "2", "3");
        assertThat(union.doubtful()).containsExactly("2 of a and of b");
        KnownUnion.Joined ofFirst = union.joined(0);
        assertThat(ids(ofFirst.dataset())).containsExactly("1", "2", "3");
        assertThat(ofFirst.dataset().images().get(1).file()).isEqualTo(Path.of("a", "2.jpg"));
        assertThat(ofFirst.leftOut()).containsExactly("2 of b has the id of an image of a; rename it");
        KnownUnion.Joined ofSecond = union.joined(1);
        assertThat(ids(ofSecond.dataset())).containsExactly("1", "2", "3");
        assertThat(ofSecond.dataset().images().get(1).file()).isEqualTo(Path.of("b", "2.jpg"));
        assertThat(ofSecond.leftOut()).containsExactly("2 of a has the id of an image of b; rename it");
        assertThat(ofSecond.dataset().name()).isEqualTo("a+b");
    }

    @Test
    void ofNewImagesWithOneIdThatOfTheFirstPartIsTaken() {
        List<Dataset> parts = List.of(dataset("a", CLASSES, "1", "5"), dataset("b", CLASSES, "3", "5"));
        KnownUnion union = known(parts, "1", "3");
        assertThat(union.doubtful()).isEmpty();
        for (int preferred : List.of(0, 1)) {
            assertThat(ids(union.joined(preferred).dataset())).containsExactly("1", "5", "3");
            assertThat(union.joined(preferred).leftOut())
                    .containsExactly("5 of b has the id of an image of a; rename it");
        }
    }

    @Test
    void idsKeepTheirNumbersThoughNoneIsCommonAnyMore() {
        List<Dataset> parts = List.of(dataset("a", CLASSES, "1", "2"), dataset("b", CLASSES, "3"));
        KnownUnion union = known(parts, "1/1", "1/2", "2/2", "2/3");
        assertThat(union.doubtful()).isEmpty();
        assertThat(union.joined(0).leftOut()).isEmpty();
        assertThat(ids(union.joined(0).dataset())).containsExactly("1/1", "1/2", "2/3");
    }

    @Test
    void anIdMayBeginAsANumberDoes() {
        List<Dataset> parts = List.of(dataset("a", CLASSES, "1/1", "1"), dataset("b", CLASSES, "2"));
        assertThat(ids(known(parts, "1/1", "2").joined(0).dataset())).containsExactly("1/1", "1", "2");
    }

    @Test
    void onePartIsItself() {
        Dataset alone = dataset("a", CLASSES, "1");
        assertThat(DatasetUnion.joined(List.of(alone))).isSameAs(alone);
    }

    @Test
    void otherClassesAreRefused() {
        Dataset other = dataset("b", new ClassNames(List.of("dog", "cat")), "2");
        assertThatThrownBy(() -> DatasetUnion.joined(List.of(dataset("a", CLASSES, "1"), other)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("same classes in the same order; a has [cat, dog], b has [dog, cat]");
    }

    @Test
    void plusDividesOnlyBeforeAKind() {
        assertThat(DatasetUnion.parse("voc:a+b:train+coco:c.json").parts())
                .extracting(DatasetLocator::toString)
                .containsExactly("voc:a+b:train", "coco:c.json");
        assertThat(DatasetUnion.parse("voc:a+b:train+coco:c.json")).hasToString("voc:a+b:train+coco:c.json");
        assertThatThrownBy(() -> DatasetUnion.parse("a+voc:b")).isInstanceOf(HualeException.class);
    }

    @Test
    void annotatedImagesHaveAnObjectOfMoreThanAPixel() {
        Dataset all = new Dataset(
                "all",
                CLASSES,
                List.of(
                        image("none"),
                        image("thin", Annotation.of(new Box(0, 0, 1, 5), 0)),
                        image("some", Annotation.of(new Box(0, 0, 1, 5), 0), Annotation.of(new Box(0, 0, 2, 2), 1)),
                        image("crowd", new Annotation(new Box(0, 0, 4, 4), 0, false, true, 16))));
        assertThat(ids(ImageFilter.ANNOTATED.of(all))).containsExactly("some", "crowd");
        assertThat(ImageFilter.ALL.of(all)).isSameAs(all);
    }

    private static ImageRecord image(String id, Annotation... objects) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), new ImageSize(8, 8), List.of(objects));
    }
}
