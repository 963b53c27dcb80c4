package org.huale.acquire.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/**
 * Images whose objects stand for those of many other images of the pool, class by class; see {@link ObjectCoverage}. Detections
 * say where objects are and of which class, features that are never trained say what they look like. After the finding that
 * objects say more than whole images where there are many: Popp et al., Object-Focused Data Selection, arXiv 2412.10032.
 *
 * <p>Detections of {@linkplain UnlearnedClasses classes that were never learned} are no objects: by the balance of classes, those of a
 * class that hardly shows would count for much.
 *
 * <p>One forward of each image for the detections, and one of each image and labeled image for the frozen features, however
 * often it is asked in a selection.
 */
public record ObjectCoverageStrategy(ObjectCoverageOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<ObjectCoverageOptions> {

        public Provider() {
            super(
                    "object-coverage",
                    "Images whose objects stand for those of many other images, class by class.",
                    ObjectCoverageOptions.defaults(),
                    ObjectCoverageStrategy::new);
        }
    }

    @Override
    public String name() {
        return "object-coverage";
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        requireMaps(query.predictions()); // before the pool is looked at
        Map<ImageId, List<ObjectGroup.Region>> regions = new HashMap<>();
        UnlearnedClasses unlearned = UnlearnedClasses.in(query.unlabeled(), query, UnlearnedClasses.USUAL_CONFIDENCE);
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        query.unlabeled(),
                        (image, found) -> regions.put(image, regions(unlearned.leftOutOf(found))));
        return select(query, image -> regions.getOrDefault(image, List.of()), options);
    }

    private List<ObjectGroup.Region> regions(Detections found) {
        return ObjectGroup.detected(found, options.confidence(), options.boxes());
    }

    /** @param regions what is known or believed of the objects of each unlabeled image */
    static Selection select(
            Query query, Function<ImageId, List<ObjectGroup.Region>> regions, ObjectCoverageOptions options) {
        requireMaps(query.predictions());
        ObjectGroups groups = new ObjectGroups(query.predictions(), options);
        ObjectCoverage.Shown shown = new ObjectCoverage.Shown(
                groups.of(query.unlabeled(), regions),
                groups.of(query.labeledIds(), annotated(query)).stream()
                        .flatMap(List::stream)
                        .toList());
        return Objective.choose(
                query, new ObjectCoverage(query.predictions().classes(), shown, options, query.random()));
    }

    private static void requireMaps(Predictions predictions) {
        if (!predictions.hasMaps()) {
            throw new HualeException("coverage of objects compares them by frozen features, which there are only in"
                    + " runs: these predictions do not have them");
        }
    }

    private static Function<ImageId, List<ObjectGroup.Region>> annotated(Query query) {
        Dataset labeled = query.labeled();
        ClassNames known = query.predictions().classes();
        Map<ImageId, List<ObjectGroup.Region>> regions = new HashMap<>();
        labeled.images()
                .forEach(it -> regions.put(it.id(), ObjectGroup.annotated(it.annotations(), labeled.classes(), known)));
        return image -> regions.getOrDefault(image, List.of());
    }
}
