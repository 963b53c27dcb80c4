package org.example.huale;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyProvider;
import org.huale.acquire.TopImages;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** Selects the images in which the detector finds the most objects. */
public record MostObjects(Options options) implements AcquisitionStrategy {

    /** @param confidence a detection counts from this confidence on, in [0, 1] */
    public record Options(double confidence) {
        public Options {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
            }
        }
    }

    /** Makes the strategy that a configuration calls {@code most-objects}. */
    public static final class Provider implements StrategyProvider<Options> {

        @Override
        public String name() {
            return "most-objects";
        }

        @Override
        public String description() {
            return "The images in which the detector finds the most objects.";
        }

        @Override
        public Options defaults() {
            return new Options(0.3);
        }

        @Override
        public AcquisitionStrategy create(Options options) {
            return new MostObjects(options);
        }
    }

    @Override
    public String name() {
        return "most-objects";
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        TopImages top = new TopImages(query.wanted());
        query.predictions()
                .forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> score(query, top, image, found));
        return new Selection(top.inOrder(), List.of());
    }

    private void score(Query query, TopImages top, ImageId image, Detections found) {
        int objects = found.atLeast(options.confidence()).length;
        query.scores().scored(name(), image, objects);
        top.offer(image, objects, () -> explained(objects));
    }

    private Explanation explained(int objects) {
        String reason = objects + " of confidence " + options.confidence() + " or more";
        return new Explanation(
                "the number of objects", List.of(new Explanation.Part("objects", objects, objects, reason)));
    }
}
