package org.huale.acquire.cald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.statistics.Divergence;
import org.junit.jupiter.api.Test;

class ClassBalanceTest {
    private static final long[] COUNTS = {8, 2, 0};
    private static final int IMAGES = 4;

    @Test
    void mendedSharesAreComparedAndAsPublishedSoftmaxes() {
        double[] classes = {0.9, 0, 0.1};
        double shares = Divergence.jensenShannon(new double[] {0.8, 0.2, 0}, new double[] {0.9, 0, 0.1});
        assertThat(balance(Mode.FIXED, CaldOptions.Target.LABELED).divergence(classes))
                .isCloseTo(shares, within(1e-12));
        double a = Math.exp(2) + Math.exp(0.5) + 1; // means of 8, 2 and 0 objects in four images
        double b = Math.exp(0.9) + 1 + Math.exp(0.1);
        double softmaxes = Divergence.jensenShannon(
                new double[] {Math.exp(2) / a, Math.exp(0.5) / a, 1 / a},
                new double[] {Math.exp(0.9) / b, 1 / b, Math.exp(0.1) / b});
        assertThat(balance(Mode.FAITHFUL, CaldOptions.Target.LABELED).divergence(classes))
                .isCloseTo(softmaxes, within(1e-12));
    }

    @Test
    void softmaxMakesASureClassLookLikeAnyOther() {
        double[] frequent = {1, 0, 0}; // all that an image shows is the most frequent class
        assertThat(balance(Mode.FIXED, CaldOptions.Target.LABELED).divergence(frequent))
                .isLessThan(balance(Mode.FIXED, CaldOptions.Target.LABELED).divergence(new double[] {0, 0, 1}));
        double spread = balance(Mode.FAITHFUL, CaldOptions.Target.LABELED).divergence(new double[] {0, 0, 1})
                - balance(Mode.FAITHFUL, CaldOptions.Target.LABELED).divergence(frequent);
        double wide = balance(Mode.FIXED, CaldOptions.Target.LABELED).divergence(new double[] {0, 0, 1})
                - balance(Mode.FIXED, CaldOptions.Target.LABELED).divergence(frequent);
        assertThat(spread).isLessThan(wide / 2);
    }

    @Test
    void mendedAPickIsKnownToTheNextAndAsPublishedNot() {
        long[] few = {0, 3, 0};
        List<ClassBalance.Candidate> all =
                candidates(new double[] {0, 0, 0.9}, new double[] {0, 0, 0.8}, new double[] {0.2, 0, 0});
        assertThat(picked(new ClassBalance(options(Mode.FIXED, CaldOptions.Target.LABELED), few, 1), all, 2))
                .containsExactly("0", "2");
        assertThat(picked(new ClassBalance(options(Mode.FAITHFUL, CaldOptions.Target.LABELED), few, 1), all, 2))
                .containsExactly("0", "1");
    }

    @Test
    void aUniformTargetTakesWhatMakesClassesMoreEven() {
        List<ClassBalance.Candidate> candidates =
                candidates(new double[] {0.9, 0, 0}, new double[] {0, 0.9, 0}, new double[] {0, 0, 0.9});
        for (Mode mode : Mode.values()) {
            assertThat(picked(balance(mode, CaldOptions.Target.UNIFORM), candidates, 3))
                    .as("%s", mode)
                    .containsExactly("2", "1", "0");
        }
    }

    @Test
    void imagesWithoutClassesAreTakenFirstAsPublishedAndLastWhenMended() {
        List<ClassBalance.Candidate> candidates =
                candidates(new double[] {0.9, 0, 0}, new double[3], new double[] {0, 0, 0.9}, new double[3]);
        assertThat(picked(balance(Mode.FAITHFUL, CaldOptions.Target.LABELED), candidates, 3))
                .containsExactly("1", "3", "2");
        assertThat(picked(balance(Mode.FIXED, CaldOptions.Target.LABELED), candidates, 3))
                .containsExactly("2", "0", "1");
    }

    @Test
    void moreImagesWithoutClassesThanWantedAreCutOff() {
        List<ClassBalance.Candidate> candidates = candidates(new double[3], new double[3], new double[3]);
        assertThat(picked(balance(Mode.FAITHFUL, CaldOptions.Target.LABELED), candidates, 2))
                .containsExactly("0", "1");
    }

    @Test
    void withoutAnnotationsEveryClassIsAsGood() {
        ClassBalance none = new ClassBalance(options(Mode.FIXED, CaldOptions.Target.LABELED), new long[3], 0);
        assertThat(none.divergence(new double[] {1, 0, 0})).isEqualTo(none.divergence(new double[] {0, 0, 1}));
    }

    private static ClassBalance balance(Mode mode, CaldOptions.Target target) {
        return new ClassBalance(options(mode, target), COUNTS, IMAGES);
    }

    private static CaldOptions options(Mode mode, CaldOptions.Target target) {
        return new CaldOptions(
                mode,
                CaldViews.defaults(),
                new CaldOptions.Consistency(1.3, false),
                new CaldOptions.Balance(target, 1.2),
                EmptyDetectionPolicy.NEUTRAL);
    }

    private static List<ClassBalance.Candidate> candidates(double[]... classes) {
        List<ClassBalance.Candidate> candidates = new ArrayList<>();
        for (double[] its : classes) {
            ImageId image = new ImageId(Integer.toString(candidates.size()));
            candidates.add(
                    new ClassBalance.Candidate(new ImageScore(image, 0.5, new Explanation("f", List.of())), its));
        }
        return candidates;
    }

    private static List<String> picked(ClassBalance balance, List<ClassBalance.Candidate> candidates, int wanted) {
        return balance.picks(candidates, wanted).stream()
                .map(pick -> pick.candidate().score().image().value())
                .toList();
    }
}
