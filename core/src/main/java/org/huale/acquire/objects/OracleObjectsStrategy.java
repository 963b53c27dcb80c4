package org.huale.acquire.objects;

import org.huale.acquire.BoundStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.dataset.ClassNames;

/** Coverage of objects that knows the true objects: what {@link ObjectCoverageStrategy} could bring with a perfect detector. */
public record OracleObjectsStrategy(Options options) implements BoundStrategy {
    private static final ObjectCoverageOptions USUAL = ObjectCoverageOptions.defaults();

    /**
     * As {@link ObjectCoverageOptions}. The two that choose among detections have nothing to choose here, and stay what they are;
     * configurations of runs that are there have them.
     *
     * @param confidence stays as it is: all true objects count
     * @param boxes stays as it is: all true objects count
     * @param sample images of each class whose objects are to be covered, drawn where the pool shows more
     * @param classBalance what a class counts for is divided by its images to this power: 0 for every image alike, 1 for every class
     *     alike
     */
    public record Options(double confidence, int boxes, int sample, double classBalance) {

        public Options {
            requireUsual("confidence", confidence, USUAL.confidence());
            requireUsual("boxes", boxes, USUAL.boxes());
            new ObjectCoverageOptions(confidence, boxes, sample, classBalance); // checks the others
        }

        private static void requireUsual(String key, Number value, Number usual) {
            if (!value.equals(usual)) {
                throw new IllegalArgumentException(key + " chooses among detections, and this bound takes every true"
                        + " object; leave it out or keep it at " + usual + "; got " + value);
            }
        }

        static Options defaults() {
            return new Options(USUAL.confidence(), USUAL.boxes(), USUAL.sample(), USUAL.classBalance());
        }

        private ObjectCoverageOptions coverage() {
            return new ObjectCoverageOptions(confidence, boxes, sample, classBalance);
        }
    }

    /** Finds the bound by its name. */
    public static final class Provider extends ConstantStrategyProvider<Options> {

        public Provider() {
            super(
                    "oracle-objects",
                    "A bound and no strategy: object-coverage by the pool's true objects.",
                    Options.defaults(),
                    OracleObjectsStrategy::new);
        }
    }

    @Override
    public String name() {
        return "oracle-objects";
    }

    @Override
    public Selection select(Query query, Hidden hidden) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        ClassNames own = query.labeled().classes();
        ClassNames known = query.predictions().classes();
        return ObjectCoverageStrategy.select(
                query, image -> ObjectGroup.annotated(hidden.of(image), own, known), options.coverage());
    }
}
