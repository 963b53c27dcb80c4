package org.huale.acquire;

import java.util.List;
import java.util.Objects;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.detect.View;

/** A bound for which what is detected is what is there, so that the laws of strategies can be asked of it. */
public record SeeingBound(BoundStrategy bound) implements AcquisitionStrategy {

    /** The strategy itself where it is no bound. */
    public static AcquisitionStrategy of(AcquisitionStrategy strategy) {
        return strategy instanceof BoundStrategy bound ? new SeeingBound(bound) : strategy;
    }

    @Override
    public String name() {
        return bound.name();
    }

    @Override
    public Selection select(Query query) {
        return bound.select(query, image -> annotations(query, image));
    }

    private static List<Annotation> annotations(Query query, ImageId image) {
        return Objects.requireNonNull(
                        query.predictions().all(View.ORIGINAL, List.of(image)).get(image))
                .stream()
                .map(it -> Annotation.of(it.box(), it.classIndex()))
                .toList();
    }
}
