package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatNamesTest {

    private static FlatNames names(String... ids) {
        return FlatNames.of(Stream.of(ids)
                .map(id -> new ImageRecord(new ImageId(id), Path.of("none").resolve(id), Samples.SIZE, List.of()))
                .toList());
    }

    private static List<String> handedOut(String... ids) {
        return List.copyOf(names(ids).byName().keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "day/a.png, a.png",
        "IMG 1 (2).jpg, IMG_1_2.jpg",
        "caf\u00e9 #5+6%41.JPG, cafe_5_6_41.JPG",
        "cafe\u0301.png, cafe.png",
        "a.b.c.png, a_b_c.png",
        "-rf.png, rf.png",
        "con.png, con_.png",
        "日本.png, image.png"
    })
    void theyAreWhatToolsLeaveAlone(String id, String name) {
        assertThat(handedOut(id)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x/IMG 1 (2).jpg",
                "IMG_1_2.jpg",
                "labels/IMG_1_2",
                "IMG_1_(2).png",
                "IMG%201%20(2).jpg",
                "images/IMG%201%20%282%29.jpg",
                "0a1b2c3d-IMG_1_2.jpg",
                "0a1b2c3d__IMG_1_2.jpg",
                "IMG_1_2_jpg.rf.0123456789abcdef0123456789abcdef.jpg",
                "IMG-1-(2)_jpg.rf.5Yx.jpg",
                "img_1_2.JPG",
                "C:\\work\\IMG 1 (2).jpg"
            })
    void theyAreFoundByWhatToolsMakeOfThem(String path) {
        assertThat(names("day/IMG 1 (2).jpg", "other.jpg").find(path).map(ImageRecord::id))
                .contains(new ImageId("day/IMG 1 (2).jpg"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\u00e9.png', '\u00e9.png'",
        "'e\u0301.png', '\u00e9.png'",
        "'e.png', 'e.png'",
        "'%C3%A9.png', '\u00e9.png'"
    })
    void accentsAreMatchedInEitherForm(String path, String id) {
        FlatNames names = names("\u00e9.png", "e.png");
        assertThat(names.byName().keySet()).containsExactly("e-2.png", "e.png");
        assertThat(names.find(path).map(image -> image.id().value())).contains(id);
    }

    @ParameterizedTest
    @CsvSource({"'\u00e9.png', 2", "e-2.png, 1", "e.png, 1", "'x/\u00e9.png', 2", "A.png, 1", "a.png, 1", "z.png, 0"})
    void whatMayBeSeveralIsNoneOfThem(String path, int matches) {
        FlatNames names = names("\u00e9.png", "e\u0301.png", "A.png", "a.png");
        assertThat(names.matches(path)).hasSize(matches);
        assertThat(names.find(path).isPresent()).isEqualTo(matches == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"照片.png", "image 2.png", "0a1b2c3d-.png", ""})
    void otherImagesAreNotTakenForOneOfOurs(String path) {
        assertThat(names("日本.png", "a.png").matches(path)).isEmpty();
    }

    /** Whatever the images are called, names are plain and differ, and lead back as do the names in the data set. */
    @SeededLaw
    void namesLeadBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            ids.add(id(random));
        }
        FlatNames names = names(ids.toArray(String[]::new));
        assertThat(names.byName()).hasSize(ids.size());
        Set<String> lower = new HashSet<>();
        names.byName().forEach((name, image) -> {
            assertThat(name).matches("[A-Za-z0-9_-]{1,70}\\.png");
            assertThat(lower.add(name.toLowerCase(Locale.ROOT))).isTrue();
            assertThat(names.find("x/" + name)).contains(image);
            assertThat(names.find("0a1b2c3d-" + name)).contains(image);
            assertThat(names.matches(image.id().value())).contains(image);
        });
    }

    private static String id(SplittableRandom random) {
        String signs = "aAbB1 .-_#%+é~(日";
        List<String> parts = new ArrayList<>();
        for (int part = 0; part <= random.nextInt(2); part++) {
            StringBuilder text = new StringBuilder("a");
            for (int i = 0; i < random.nextInt(1, 4); i++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            parts.add(text.toString());
        }
        return String.join("/", parts) + ".png";
    }

    private static ImageRecord record(String id) {
        return new ImageRecord(new ImageId(id), Path.of("none").resolve(id), Samples.SIZE, List.of());
    }

    /** The pool has three images a, of which x/a was handed out as a.png before, and now y/a is wanted, and b. */
    @ParameterizedTest
    @CsvSource({
        "y__a.png, y/a.png",
        "images/y__a.png, y/a.png",
        "0a1b2c3d-y__a.png, y/a.png",
        "y/a.jpg, y/a.png",
        "data/y/a.png, y/a.png",
        "a.png, ",
        "images/a.png, ",
        "0a1b2c3d-a.png, ",
        "x/a.png, ",
        "z/a.png, ",
        "data/z/a.png, ",
        "z__a.png, ",
        "b.png, b.png",
        "z/b.png, b.png",
        "c.png, ",
        "none.png, "
    })
    void namesOfOtherImagesAreNotThoseOfTheImagesAskedFor(String name, String image) {
        List<ImageId> pool = Stream.of("x/a.png", "y/a.png", "z/a.png", "b.png", "c.png")
                .map(ImageId::new)
                .toList();
        FlatNames.Others others = FlatNames.Others.of(pool, Map.of("a.png", new ImageId("x/a.png")));
        FlatNames names = FlatNames.of(List.of(record("y/a.png"), record("b.png")), others);
        assertThat(names.byName().keySet()).containsExactly("y__a.png", "b.png");
        assertThat(names.find(name).map(it -> it.id().value())).isEqualTo(Optional.ofNullable(image));
    }
}
