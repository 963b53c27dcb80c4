package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.dataset.file.ToolNames;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatNamesTest {
    /** As long as a name is at most. */
    private static final String ALIKE = "w".repeat(60);

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

    /** What reads as another image's name, whatever folders stand before it, is not undone until it reads as one of ours. */
    @ParameterizedTest
    @CsvSource({
        "20240101-001.jpg, ",
        "labels/train/20240101-001, ",
        "images/20240101-001.jpg, ",
        "a%20b.png, ",
        "images/a%20b.png, ",
        "images/0a1b2c3d-a%20b.png, ",
        "images/0a1b2c3d-001.jpg, cam/001.jpg",
        "labels/train/001, cam/001.jpg",
        "x/20240102-001.jpg, cam/001.jpg",
        "images/a_b.png, a b.png"
    })
    void namesOfOtherImagesInFoldersAreNotUndone(String name, String image) {
        List<ImageId> pool = Stream.of("20240101-001.jpg", "a%20b.png", "cam/001.jpg", "a b.png")
                .map(ImageId::new)
                .toList();
        FlatNames names =
                FlatNames.of(List.of(record("cam/001.jpg"), record("a b.png")), FlatNames.Others.of(pool, Map.of()));
        assertThat(names.find(name).map(it -> it.id().value())).isEqualTo(Optional.ofNullable(image));
    }

    /** However many folders stand before what a name may mean; there are other images deeper than the first. */
    @ParameterizedTest
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    @CsvSource({
        "a.png, a.png",
        "x/a.png, a.png",
        "'p__q r.png', 'p__q r.png'",
        "'p/q r.png', 'p__q r.png'",
        "p/q/r.png, ",
        "0a1b2c3d-p__q_r.png, 'p__q r.png'",
        "'s  t.png', 's  t.png'",
        "s/t.png, 's  t.png'",
        "deep/in/a.png, ",
        "before/it/was/a.png, ",
        "it/was/a.png, a.png"
    })
    void anyNumberOfFoldersMayStandBeforeAName(String name, String image) {
        List<ImageId> pool = Stream.of("deep/in/a.png").map(ImageId::new).toList();
        FlatNames.Others others =
                FlatNames.Others.of(pool, Map.of("before__it__was__a.png", new ImageId("long ago.png")));
        FlatNames names = FlatNames.of(List.of(record("a.png"), record("p__q r.png"), record("s  t.png")), others);
        for (String folders : List.of("", "f/", "f/".repeat(200_000))) {
            assertThat(names.find(folders + name).map(it -> it.id().value())).isEqualTo(Optional.ofNullable(image));
        }
    }

    @Test
    void eachNumberIsTriedOnceHoweverManyNamesAreAlike() {
        int images = 50_000;
        AtomicInteger lookups = new AtomicInteger();
        Set<String> taken = new HashSet<>();
        FlatNames.Numbers numbers = new FlatNames.Numbers();
        for (int i = 0; i < images; i++) {
            taken.add(numbers.free(ALIKE, ALIKE + i, name -> {
                lookups.incrementAndGet();
                return taken.contains(name);
            }));
        }
        assertThat(taken).hasSize(images).contains(ALIKE, ALIKE + "-2", ALIKE + "-" + images);
        assertThat(lookups.get()).isLessThanOrEqualTo(2 * images);
    }

    /** Compared one by one with each other these would take as many minutes as they take seconds. */
    @Test
    void manyImagesWhoseNamesAreAlikeAreNumberedInTheirOrder() {
        int images = 50_000;
        List<String> names = handedOut(IntStream.range(0, images)
                .mapToObj(i -> ALIKE + "x" + i + ".png")
                .toArray(String[]::new));
        assertThat(names).hasSize(images).startsWith(ALIKE + ".png", ALIKE + "-2.png");
        assertThat(names.get(images - 1)).isEqualTo(ALIKE + "-" + images + ".png");
    }

    /** Numbers are the same as if each image tried all of them from the first on. */
    @SeededLaw
    void numbersAreTheLowestThatAreFree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            Set<String> ids = new LinkedHashSet<>();
            for (int i = 0; i < 25; i++) {
                ids.add(alike(random));
            }
            String before = joined(alike(random));
            FlatNames names = FlatNames.of(
                    ids.stream().map(FlatNamesTest::record).toList(),
                    FlatNames.Others.of(List.of(), Map.of(before + ".png", new ImageId("long ago.png"))));
            assertThat(names.byName().keySet()).containsExactlyElementsOf(numberedOneByOne(ids, before));
        }
    }

    /** One of few names, many of which are cut to the same 60 characters or are what others get with a number. */
    private static String alike(SplittableRandom random) {
        List<String> starts = List.of(ALIKE, ALIKE.toUpperCase(Locale.ROOT), ALIKE.substring(3), "v", "V");
        List<String> ends = List.of("", "", "-2", "-3", "-4", "-5", "-02", "-2-2", "-2-3", "é", "e", "+e");
        String folder = random.nextInt(3) == 0 ? "d/" : "";
        return folder + starts.get(random.nextInt(starts.size())) + ends.get(random.nextInt(ends.size())) + ".png";
    }

    private static List<String> numberedOneByOne(Set<String> ids, String before) {
        List<String> plain = ids.stream().map(id -> ToolNames.plain(last(id))).toList();
        Set<String> taken = new HashSet<>(Set.of(ToolNames.folded(before)));
        List<String> names = new ArrayList<>();
        for (String id : ids) {
            String own = ToolNames.plain(last(id));
            boolean alone = plain.stream().filter(own::equalsIgnoreCase).count() == 1
                    && !ToolNames.folded(before).equals(ToolNames.folded(own));
            String wanted = alone ? own : ToolNames.plain(joined(id));
            String free = wanted;
            for (int i = 2; taken.contains(ToolNames.folded(free)) || isAnothers(free, id, ids); i++) {
                free = wanted + "-" + i;
            }
            taken.add(ToolNames.folded(free));
            names.add(free + ".png");
        }
        return names;
    }

    private static boolean isAnothers(String name, String id, Set<String> ids) {
        return ids.stream()
                .filter(other -> !other.equals(id))
                .anyMatch(other -> ToolNames.folded(joined(other)).equals(ToolNames.folded(name)));
    }

    private static String stem(String id) {
        return id.substring(0, id.length() - ".png".length());
    }

    private static String last(String id) {
        return stem(id).substring(id.lastIndexOf('/') + 1);
    }

    private static String joined(String id) {
        return stem(id).replace("/", "__");
    }
}
