package org.huale.acquire.pal;

import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.detect.EvidencePart;

/**
 * PAL: a {@linkplain org.huale.acquire.calibration.Calibration classifier} for each class learns on the labeled images which
 * detections are right; those of which it is least sure make an image wanted. The budget is {@linkplain PoolClasses shared
 * out} among the classes, rare ones first; of each class's candidates those with the highest score are taken, a weighted sum
 * of that uncertainty, of the entropy of all detections, of the rarity of the classes shown and of the unlikeness to
 * candidates of higher rank. Looks at each image twice in what was predicted once, at the labeled images too, and needs no
 * features. Compares a class's candidates each with each, the only work that is not linear. Images in which nothing is found
 * come last; classes that the detector {@linkplain org.huale.acquire.calibration.UnlearnedClasses never learned} get nothing.
 *
 * <p>Source: Sharma, Bersamin and Subramanian, Portable Active Learning for Object Detection, CVPR 2026, arXiv 2605.10349.
 */
public record PalStrategy(PalOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<PalOptions> {

        public Provider() {
            super(
                    "pal",
                    "Images with detections that are as likely right as wrong, shared out among the classes (PAL).",
                    PalOptions.defaults(),
                    PalStrategy::new);
        }
    }

    @Override
    public String name() {
        return "pal";
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES, EvidencePart.SUPPRESSED);
    }

    @Override
    public Selection select(Query query) {
        return query.wanted() == 0 ? Selection.none() : new PalSelection(query, options).make();
    }
}
