package org.huale.acquire.divproto;

import java.util.List;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.config.Mode;
import org.huale.detect.EvidencePart;

/**
 * DivProto: images by descending {@linkplain DiverseEntropy entropy without look-alikes}; while rare classes lack images,
 * those are taken that show one of them and whose {@linkplain Prototypes prototypes} are unlike those taken before; the rest
 * of the budget goes by entropy. Source: Wu, Chen and Huang, CVPR 2022, of which there is no code of the authors.
 *
 * <p>FIXED differs from the article's letter in four things: an image all of whose classes are new may be taken; a class
 * whose detections are all certain has a prototype; the rest of the budget prefers images that are unlike those taken;
 * detections of {@linkplain org.huale.acquire.calibration.UnlearnedClasses classes that the detector never learned}, which would be the
 * rarest, are as if they were not there, for which the pool is gone through once more where a class has no annotation.
 * Images without detections have entropy 0 and come last in both.
 */
public record DivProtoStrategy(DivProtoOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<DivProtoOptions> {

        public Provider() {
            super(
                    "divproto",
                    "Uncertain images whose classes look different from image to image, rare classes first.",
                    DivProtoOptions.of(Mode.FIXED),
                    DivProtoStrategy::new);
        }
    }

    @Override
    public String name() {
        return "divproto";
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.FEATURES);
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        return new Selection(new DivProtoSelection(query, options).choose(), List.of());
    }
}
