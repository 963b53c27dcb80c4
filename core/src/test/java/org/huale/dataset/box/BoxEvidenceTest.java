package org.huale.dataset.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.laws.SeedInFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoxEvidenceTest {
    private static final ImageSize SIZE = new ImageSize(640, 480);

    private static BoxEvidence of(BoxForm form, double[]... boxes) {
        BoxEvidence evidence = new BoxEvidence(form);
        for (double[] box : boxes) {
            evidence.add(box, SIZE);
        }
        return evidence;
    }

    private static double[] box(double... numbers) {
        return numbers;
    }

    /** Boxes of a quarter to a half of the side anywhere in the image, stated in one form and read in another. */
    private static BoxEvidence random(BoxForm stated, BoxForm read, int count, SplittableRandom random) {
        BoxEvidence evidence = new BoxEvidence(read);
        for (int i = 0; i < count; i++) {
            double w = random.nextDouble(160, 320);
            double h = random.nextDouble(120, 240);
            double x = random.nextDouble(0, SIZE.width() - w);
            double y = random.nextDouble(0, SIZE.height() - h);
            evidence.add(stated.numbers(new double[] {x, y, x + w, y + h}, SIZE), SIZE);
        }
        return evidence;
    }

    static List<Object[]> misreadings() {
        String[][] pairs = {
            {"xyxy", "xywh"},
            {"cxcywh", "xywh"},
            {"xywh", "xyxy"},
            {"xywh-normalized", "xywh"},
            {"xyxy-normalized", "xywh"},
            {"xywh-percent", "xywh"},
            {"cxcywh", "cxcywh-normalized"},
            {"xyxy-normalized", "cxcywh-normalized"},
            {"cxcywh-percent", "cxcywh-normalized"},
            {"xywh", "voc"},
            {"xyxy-normalized", "voc"}
        };
        return Arrays.stream(pairs)
                .flatMap(pair -> LawSeeds.all().mapToObj(seed -> new Object[] {pair[0], pair[1], seed}))
                .toList();
    }

    @ParameterizedTest(name = "{0} read as {1}, seed {2}")
    @MethodSource("misreadings")
    @ExtendWith(SeedInFailure.class)
    void whatIsReadWronglyIsFoundOutAndTheRightFormNamed(String stated, String read, long seed) {
        Optional<Doubt> doubt = random(BoxForm.named(stated), BoxForm.named(read), 200, new SplittableRandom(seed))
                .doubt();
        assertThat(doubt).hasValueSatisfying(it -> {
            assertThat(it.sure()).isTrue();
            assertThat(it.likely()).contains(BoxForm.named(stated));
        });
    }

    /** A corner and a size may be meant as well as corners in the wrong order; whoever knows must be able to say either. */
    @Test
    void cornersInTheWrongOrderAreOneOfTheReadings() {
        BoxEvidence evidence = new BoxEvidence(BoxForm.named("xyxy"));
        evidence.add(new double[] {20, 20, 5, 5}, new ImageSize(64, 48));
        evidence.add(new double[] {30, 20, 15, 5}, new ImageSize(64, 48));
        Doubt doubt = evidence.doubt().orElseThrow();
        assertThat(doubt.what()).contains("2 of 2 boxes end before they begin as xyxy");
        assertThat(doubt.likely()).startsWith(BoxForm.named("xywh")).endsWith(BoxForm.named("xyxy"));
    }

    static List<Object[]> forms() {
        return BoxForm.all().stream()
                .flatMap(form -> LawSeeds.all().mapToObj(seed -> new Object[] {form, seed}))
                .toList();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("forms")
    @ExtendWith(SeedInFailure.class)
    void whatIsReadRightlyIsNotDoubted(BoxForm form, long seed) {
        assertThat(random(form, form, 50, new SplittableRandom(seed)).doubt()).isEmpty();
    }

    @Test
    void theNumbersAreSaid() {
        Doubt doubt = of(BoxForm.XYWH, box(100, 100, 600, 300), box(400, 200, 500, 400))
                .doubt()
                .orElseThrow();
        assertThat(doubt)
                .isEqualTo(new Doubt(
                        true, "2 of 2 boxes reach beyond their image as xywh and none as xyxy", List.of(BoxForm.XYXY)));
    }

    @Test
    void formsThatFitAsWellAreAllNamed() {
        Doubt doubt = of(BoxForm.XYWH, box(.4, .4, .3, .4), box(.5, .5, .25, .25))
                .doubt()
                .orElseThrow();
        assertThat(doubt.what())
                .isEqualTo("2 of 2 boxes have no number above 1 as xywh and none as xywh-normalized,"
                        + " none as cxcywh-normalized");
    }

    @ParameterizedTest
    @CsvSource({"1, 3, false", "2, 3, true", "2, 10, false", "3, 30, true", "3, 40, false"})
    void howSureItIsDependsOnTheShare(int wrong, int all, boolean sure) {
        BoxEvidence evidence = new BoxEvidence(BoxForm.XYWH);
        for (int i = 0; i < all; i++) {
            evidence.add(i < wrong ? box(400, 200, 500, 400) : box(100, 100, 300, 200), SIZE);
        }
        assertThat(evidence.doubt().map(Doubt::sure)).isEqualTo(wrong < 2 ? Optional.empty() : Optional.of(sure));
    }

    @Test
    void boxesOfLargerImagesAreDoubtedWithoutAGuess() {
        Doubt doubt = of(BoxForm.XYWH, box(900, 700, 90, 80), box(1000, 20, 50, 60), box(100, 800, 40, 40))
                .doubt()
                .orElseThrow();
        assertThat(doubt.sure()).isTrue();
        assertThat(doubt.likely()).isEmpty();
        assertThat(doubt.what()).contains("3 of 3 boxes", "another size");
    }

    @Test
    void anAnnotatorsSlipIsNoDoubt() {
        assertThat(of(BoxForm.XYWH, box(500, 100, 160, 90), box(490, 300, 170, 90), box(-12, 0, 50, 50))
                        .doubt())
                .isEmpty();
    }

    @Test
    void perCentsAreNotTakenForPixels() {
        BoxEvidence evidence =
                random(BoxForm.named("cxcywh-percent"), BoxForm.CXCYWH_NORMALIZED, 50, new SplittableRandom(1));
        assertThat(evidence.doubt().orElseThrow().likely()).first().isEqualTo(BoxForm.named("cxcywh-percent"));
    }

    @Test
    void partsAddUp() {
        BoxEvidence whole = of(BoxForm.XYWH);
        whole.add(of(BoxForm.XYWH, box(100, 100, 600, 300)));
        whole.add(of(BoxForm.XYWH));
        whole.add(of(BoxForm.XYWH, box(400, 200, 500, 400)));
        assertThat(whole.doubt())
                .isEqualTo(of(BoxForm.XYWH, box(100, 100, 600, 300), box(400, 200, 500, 400))
                        .doubt());
    }

    @Test
    void numbersThatAreNoneSayNothing() {
        assertThat(of(BoxForm.XYWH, box(Double.NaN, 1, 2, 3), box(1, Double.POSITIVE_INFINITY, 2, 3))
                        .doubt())
                .isEmpty();
    }
}
