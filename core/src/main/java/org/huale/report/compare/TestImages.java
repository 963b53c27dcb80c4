package org.huale.report.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.metric.Evaluation;
import org.huale.metric.resample.ImageResamples;
import org.huale.metric.resample.ResampledFigure;
import org.huale.metric.resample.TestMatches;
import org.huale.random.Seeds;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Figure;
import org.huale.report.curve.RunCurve;
import org.huale.statistics.CommonRange;
import org.huale.statistics.PairedComparison.Interval;
import org.huale.statistics.PercentileInterval;

/**
 * How much the choice of test images decides, at the last common cycle, or of a run with a few images more or less the one
 * nearest to it: the runs are what they are, and the images are drawn again and again. Runs with the same test images are
 * evaluated on the same draws, so that differences hold the luck of the images in common. Where each seed has images of its own,
 * as without a test set, each has draws of its own.
 *
 * @param images in the test set; where seeds have images of their own, the fewest
 * @param arms in their order
 * @param differences of each arm that has a reference, over the seeds that both have
 */
public record TestImages(int images, List<Share> arms, List<Share> differences) {

    /**
     * @param label of the arm
     * @param reference what it is held against; empty for the figure itself
     * @param value mean over the seeds
     * @param interval of it over the resamples
     */
    public record Share(String label, String reference, double value, Interval interval) {

        /** Whether it is held against something. */
        public boolean isDifference() {
            return !reference.isEmpty();
        }
    }

    /** The arms, then the differences. */
    public List<Share> all() {
        return Stream.concat(arms.stream(), differences.stream()).toList();
    }

    public TestImages {
        arms = List.copyOf(arms);
        differences = List.copyOf(differences);
    }

    /**
     * @param arms those that are held against each other
     * @param range of images that every run covers
     * @return empty where a run has kept no matches or has no cycle near the last common one, runs have other test images, or the
     *     figure does not follow from matches
     */
    static Optional<TestImages> of(
            List<ArmCurves> arms, CommonRange range, Figure figure, RunComparison.Options options) {
        if (options.resamples() == 0 || resampled(figure).isEmpty() || range.isEmpty()) {
            return Optional.empty();
        }
        return new Drawing(arms, range.to(), figure, options).drawn();
    }

    private static Optional<ResampledFigure> resampled(Figure figure) {
        return ResampledFigure.named(figure.evaluator(), figure.name());
    }

    /**
     * Evaluates every run on the same draws.
     *
     * @param last images at the last common cycle
     * @param figure that follows from matches
     */
    private record Drawing(List<ArmCurves> arms, double last, Figure figure, RunComparison.Options options) {
        private static final long SEED = 0;
        /** A cycle is near where it is off by less than one of so many parts of what it brought. */
        private static final int PARTS = 10;

        /** A seed of an arm: its figure, and that of each draw. */
        private record Drawn(long seed, double[] values) {}

        private record ArmDrawn(ArmCurves arm, List<Drawn> seeds) {
            private Optional<Drawn> with(long seed) {
                return seeds.stream().filter(it -> it.seed() == seed).findFirst();
            }
        }

        Optional<TestImages> drawn() {
            List<ArmDrawn> drawn = new ArrayList<>();
            Map<Long, List<String>> images = new TreeMap<>();
            for (ArmCurves arm : arms) {
                List<Drawn> seeds = new ArrayList<>();
                for (RunCurve curve : arm.curves()) {
                    List<TestMatches> matches = atTheEnd(curve);
                    if (matches.size() < curve.runs().size()
                            || !haveAll(matches, images.computeIfAbsent(curve.seed(), seed -> images(matches)))) {
                        return Optional.empty();
                    }
                    seeds.add(new Drawn(curve.seed(), values(matches)));
                }
                drawn.add(new ArmDrawn(arm, seeds));
            }
            int fewest = images.values().stream().mapToInt(List::size).min().orElse(0);
            return fewest == 0
                    ? Optional.empty()
                    : Optional.of(new TestImages(fewest, figures(drawn), differences(drawn)));
        }

        /** Of those runs that have kept their matches. */
        private List<TestMatches> atTheEnd(RunCurve curve) {
            return curve.runs().stream().flatMap(run -> atTheEnd(run).stream()).toList();
        }

        private static List<String> images(List<TestMatches> matches) {
            return matches.isEmpty() ? List.of() : matches.get(0).images();
        }

        private static boolean haveAll(List<TestMatches> matches, List<String> images) {
            return matches.stream().allMatch(it -> it.images().equals(images));
        }

        /**
         * A seed may have an image more or less than the others, as where some are kept for evaluation, or set aside. Runs of other
         * budgets have no cycle with about as many.
         */
        private Optional<TestMatches> atTheEnd(RunHistory run) {
            return run.cycles().stream()
                    .filter(cycle -> figure.of(cycle).isPresent())
                    .min(Comparator.comparingDouble(this::off))
                    .filter(cycle -> off(cycle) <= 1 || PARTS * off(cycle) < brought(run, cycle))
                    .map(CycleRecord::cycle)
                    .flatMap(run::testMatches);
        }

        private double off(CycleRecord cycle) {
            return Math.abs(cycle.images() - last);
        }

        /** How many images more than the cycle before it a cycle learned from. */
        private static int brought(RunHistory run, CycleRecord cycle) {
            int before = run.cycles().stream()
                    .filter(it -> it.cycle() == cycle.cycle() - 1)
                    .mapToInt(CycleRecord::images)
                    .findFirst()
                    .orElse(0);
            return cycle.images() - before;
        }

        /**
         * The mean over replicates: of the test set as it is, then of each draw. What is drawn follows from the images alone, so that it
         * is the same for all runs with these images, whatever other runs there are.
         */
        private double[] values(List<TestMatches> replicates) {
            ResampledFigure resampled = resampled(figure).orElseThrow();
            double[] sums = new double[options.resamples() + 1];
            for (TestMatches one : replicates) {
                int count = one.images().size();
                long seed = new Seeds(SEED).of(String.join("\n", one.images()));
                double[] drawn =
                        new ImageResamples(options.resamples(), seed).all(count, weights -> resampled.of(one, weights));
                int[] once = new int[count];
                Arrays.fill(once, 1);
                sums[0] += resampled.of(one, once) / replicates.size();
                for (int i = 0; i < drawn.length; i++) {
                    sums[i + 1] += drawn[i] == Evaluation.UNDEFINED ? Double.NaN : drawn[i] / replicates.size();
                }
            }
            return sums;
        }

        private List<Share> figures(List<ArmDrawn> drawn) {
            return drawn.stream()
                    .filter(arm -> !arm.seeds().isEmpty())
                    .flatMap(arm -> share(
                            arm.arm().arm().label(),
                            "",
                            arm.seeds().stream().map(Drawn::values).toList()))
                    .toList();
        }

        private List<Share> differences(List<ArmDrawn> drawn) {
            List<Share> shares = new ArrayList<>();
            for (Pairing pairing : Pairing.of(arms, options)) {
                ArmDrawn ours = of(pairing.arm(), drawn);
                ArmDrawn theirs = of(pairing.reference(), drawn);
                List<double[]> differences = ours.seeds().stream()
                        .flatMap(seed -> theirs.with(seed.seed()).stream().map(other -> less(seed, other)))
                        .toList();
                if (!differences.isEmpty()) {
                    share(pairing.label(), pairing.referenceLabel(), differences)
                            .forEach(shares::add);
                }
            }
            return shares;
        }

        private static ArmDrawn of(ArmCurves wanted, List<ArmDrawn> drawn) {
            return drawn.stream()
                    .filter(it -> it.arm().equals(wanted))
                    .findFirst()
                    .orElseThrow();
        }

        private static double[] less(Drawn ours, Drawn theirs) {
            double[] differences = ours.values().clone();
            for (int i = 0; i < differences.length; i++) {
                differences[i] -= theirs.values()[i];
            }
            return differences;
        }

        /** Over the seeds; none where no draw has the figure. */
        private Stream<Share> share(String label, String reference, List<double[]> seeds) {
            double[] means = new double[options.resamples() + 1];
            for (double[] seed : seeds) {
                for (int i = 0; i < means.length; i++) {
                    means[i] += seed[i] / seeds.size();
                }
            }
            double[] drawn =
                    Arrays.stream(means).skip(1).filter(Double::isFinite).toArray();
            return drawn.length == 0
                    ? Stream.empty()
                    : Stream.of(
                            new Share(label, reference, means[0], PercentileInterval.of(drawn, options.confidence())));
        }
    }
}
