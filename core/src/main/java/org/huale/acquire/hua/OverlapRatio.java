package org.huale.acquire.hua;

import java.util.Locale;
import java.util.Optional;
import org.huale.acquire.entropy.BoxWords;
import org.huale.detect.Detections;
import org.huale.geometry.Box;

/**
 * How crowded the detections are: the share of boxes of which another box covers at least a given part. 0 with fewer than
 * two boxes.
 *
 * <p>Inferred from two published images, whose values no threshold of IoU explains; it says nothing of doubt. Weighted like
 * the others it favours crowded images, which cost more boxes to annotate.
 */
public record OverlapRatio(Options options) implements HuaMetric {

    /**
     * What may be chosen.
     *
     * @param confidence detections below it are left out, in [0, 1]
     * @param coverage the part of a box's own area that another must cover, in (0, 1]
     * @param bothViews whether to take the mean with the mirror image's ratio
     * @param cap higher ratios count as this one, in (0, 1]
     */
    public record Options(double confidence, double coverage, boolean bothViews, double cap) {

        public Options {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
            }
            if (!(coverage > 0 && coverage <= 1)) {
                throw new IllegalArgumentException("coverage must be in (0, 1], got " + coverage);
            }
            if (!(cap > 0 && cap <= 1)) {
                throw new IllegalArgumentException("cap must be in (0, 1], got " + cap);
            }
        }

        static Options defaults() {
            return new Options(0.5, 0.7, false, 1);
        }
    }

    /** Finds the metric by its name. */
    public static final class Provider implements HuaMetricProvider<Options> {

        @Override
        public String name() {
            return "overlap-ratio";
        }

        @Override
        public Options defaults() {
            return Options.defaults();
        }

        @Override
        public HuaMetric create(Options options) {
            return new OverlapRatio(options);
        }
    }

    /** Boxes, those covered, and which is covered most; -1 where none is. */
    private record Count(int boxes, int covered, int most) {
        double ratio() {
            return boxes < 2 ? 0 : (double) covered / boxes;
        }
    }

    @Override
    public String name() {
        return "overlap ratio";
    }

    @Override
    public boolean comparesViews() {
        return options.bothViews();
    }

    @Override
    public Optional<Measurement> of(Candidate candidate) {
        Count original = count(candidate.original());
        double ratio = options.bothViews()
                ? (original.ratio() + count(candidate.flipped()).ratio()) / 2
                : original.ratio();
        return Optional.of(new Measurement(Math.min(ratio, options.cap()), reason(candidate, original)));
    }

    private Count count(Detections detections) {
        int[] boxes = detections.atLeast(options.confidence());
        int covered = 0;
        int most = -1;
        double highest = 0;
        for (int i : boxes) {
            double coverage = coverage(detections, i, boxes);
            covered += coverage >= options.coverage() ? 1 : 0;
            if (coverage > highest) {
                highest = coverage;
                most = i;
            }
        }
        return new Count(boxes.length, covered, most);
    }

    /** The largest part of a box that another box covers; 0 for a box without area. */
    private static double coverage(Detections detections, int i, int[] boxes) {
        Box box = detections.box(i);
        double most = 0;
        for (int j : boxes) {
            if (j != i && !box.isDegenerate()) {
                most = Math.max(most, box.intersection(detections.box(j)) / box.area());
            }
        }
        return most;
    }

    private String reason(Candidate candidate, Count count) {
        String of = String.format(
                Locale.ROOT,
                "%d of %d boxes covered to %.0f %% or more by another",
                count.covered(),
                count.boxes(),
                100 * options.coverage());
        return count.covered() == 0
                ? of
                : of + ", most of all " + BoxWords.of(candidate.original(), count.most(), candidate.classes());
    }
}
