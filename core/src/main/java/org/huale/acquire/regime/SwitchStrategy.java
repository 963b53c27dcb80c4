package org.huale.acquire.regime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyProvider;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;

/**
 * Lets one strategy choose while the detector is weak and another once it is not, by the share of unlabeled images in which
 * it finds something with confidence: what covers the data helps a detector that knows little, doubt is worth asking for only
 * once it means something (DCoM, arXiv 2407.01804, in other words). An overconfident detector switches too early. Looks at
 * each image once more than the chosen strategy only where that one does not look at all.
 */
public record SwitchStrategy(SwitchOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. Its defaults name other strategies, so that they are made when asked for. */
    public static final class Provider implements StrategyProvider<SwitchOptions> {

        @Override
        public String name() {
            return "switch";
        }

        @Override
        public String description() {
            return "One strategy while the detector is weak, another once it finds something in most images.";
        }

        @Override
        public SwitchOptions defaults() {
            return SwitchOptions.defaults();
        }

        @Override
        public AcquisitionStrategy create(SwitchOptions options) {
            return new SwitchStrategy(options);
        }
    }

    @Override
    public String name() {
        return "switch";
    }

    @Override
    public Set<EvidencePart> needs() {
        Set<EvidencePart> needs = EnumSet.noneOf(EvidencePart.class);
        both().forEach(it -> needs.addAll(it.needs()));
        return needs;
    }

    @Override
    public Set<String> neededVectors() {
        return both().stream().flatMap(it -> it.neededVectors().stream()).collect(Collectors.toSet());
    }

    @Override
    public List<Companion> companions() {
        return both().stream()
                .flatMap(it -> it.companions().stream())
                .distinct()
                .toList();
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        double seen = seen(query);
        boolean late = seen >= options.share();
        AcquisitionStrategy strategy =
                late ? options.late().strategy() : options.early().strategy();
        String reason = String.format(
                Locale.ROOT,
                "%s chose: the detector is sure of something in %.0f %% of the images to choose from, %s %.0f %%",
                strategy.name(),
                100 * seen,
                late ? "at least" : "less than",
                100 * options.share());
        Explanation.Part part = new Explanation.Part("images seen", seen, 0, reason);
        Selection selection = query.askedOf(strategy);
        return new Selection(with(selection.chosen(), part), with(selection.passedOver(), part));
    }

    private double seen(Query query) {
        int[] seen = {0};
        query.predictions()
                .forEach(
                        View.ORIGINAL,
                        query.unlabeled(),
                        (image, found) -> seen[0] += found.atLeast(options.confidence()).length > 0 ? 1 : 0);
        return (double) seen[0] / query.unlabeled().size();
    }

    private List<AcquisitionStrategy> both() {
        List<AcquisitionStrategy> both = new ArrayList<>();
        both.add(options.early().strategy());
        both.add(options.late().strategy());
        return both;
    }

    private static List<ImageScore> with(List<ImageScore> scores, Explanation.Part part) {
        return scores.stream().map(score -> score.with(part)).toList();
    }
}
