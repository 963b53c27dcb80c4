package org.huale.acquire.ssm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Explanation;
import org.huale.acquire.PoolRanking;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.ViewsByImage;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;

/**
 * Self-supervised sample mining, its selection: first images in which no class is sure, then those with a detection in
 * doubt, then those with a sure detection that is not found again in labeled images it is pasted into, then the rest. Within
 * a group the most doubtful first; as published, in random order. Score in [0, 4], a unit for each group.
 *
 * <p>After Wang et al., CVPR 2018, as in the program of CALD. Detections are pasted only as long as images are missing, so
 * that while much is in doubt it costs one forward.
 */
public record SsmStrategy(SsmOptions options) implements AcquisitionStrategy {
    private static final String NAME = "ssm";
    private static final String FORMULA =
            "3 where no class is sure, 2 with a detection in doubt, 1 with one not found again, + degree";
    private static final int CHUNK = 64; // images tested before it is seen whether more are missing

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<SsmOptions> {

        public Provider() {
            super(
                    NAME,
                    "Doubtful detections, and sure ones that are not found again on another background (SSM).",
                    SsmOptions.defaults(),
                    SsmStrategy::new);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<EvidencePart> needs() {
        return Set.of(EvidencePart.PROBABILITIES);
    }

    @Override
    public Selection select(Query query) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        PoolRanking ranking = new PoolRanking(query, new PoolRanking.Stage("mining", query.wanted()));
        List<MinedImage> mined = inOrder(mined(query, ranking), query);
        for (MinedImage image : tested(query, mined, missing(query, mined, ranking))) {
            ranking.score(image.image(), image.score(), () -> explained(image.score(), image));
        }
        ranking.placeEmpty(options.empty(), score -> explained(score, "no detection"));
        return new Selection(ranking.inOrder(), List.of());
    }

    private List<MinedImage> mined(Query query, PoolRanking ranking) {
        Mining mining = new Mining(options, query.predictions().classes());
        List<MinedImage> mined = new ArrayList<>();
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> {
            if (found.count() > 0) {
                ViewsByImage.named(image, () -> mined.add(mining.of(image, found)));
            } else if (options.mode() == Mode.FAITHFUL) {
                mined.add(new MinedImage(image, MinedImage.Group.UNSURE, 0, List.of(), "no detection"));
            } else {
                ranking.empty(image);
            }
        });
        return mined;
    }

    /** Most wanted first; as published the degrees are drawn, which is an order at random. */
    private List<MinedImage> inOrder(List<MinedImage> mined, Query query) {
        Map<ImageId, Double> degrees = new HashMap<>();
        for (MinedImage image : mined) {
            double degree = options.mode() == Mode.FAITHFUL ? query.random().nextDouble() : image.degree();
            degrees.put(image.image(), degree);
        }
        return mined.stream()
                .map(it -> new MinedImage(
                        it.image(), it.group(), degrees.getOrDefault(it.image(), 0.0), it.sure(), it.reason()))
                .sorted(Comparator.comparingDouble(MinedImage::score).reversed().thenComparing(MinedImage::image))
                .toList();
    }

    private int missing(Query query, List<MinedImage> mined, PoolRanking ranking) {
        long wanted = mined.stream()
                .filter(it -> it.group().compareTo(MinedImage.Group.INCONSISTENT) > 0)
                .count();
        long first = options.empty() == EmptyDetectionPolicy.FIRST
                ? ranking.emptyImages().size()
                : 0;
        return (int) Math.max(0, query.wanted() - wanted - first);
    }

    /** Tests images of the rest, most wanted first, until no more are missing. */
    private List<MinedImage> tested(Query query, List<MinedImage> mined, int missing) {
        PasteVerification test =
                new PasteVerification(options, query, query.random().nextLong());
        List<MinedImage> rest =
                mined.stream().filter(it -> it.group() == MinedImage.Group.REST).toList();
        List<MinedImage> all = new ArrayList<>(mined.subList(0, mined.size() - rest.size())); // the rest comes last
        int found = 0;
        for (int from = 0; from < rest.size(); from += CHUNK) {
            List<MinedImage> chunk = rest.subList(from, Math.min(from + CHUNK, rest.size()));
            List<MinedImage> judged = found < missing ? test.of(chunk) : chunk;
            found += (int) judged.stream()
                    .filter(it -> it.group() == MinedImage.Group.INCONSISTENT)
                    .count();
            all.addAll(judged);
        }
        return all;
    }

    private static Explanation explained(double score, MinedImage image) {
        return explained(score, image.group().name().toLowerCase(Locale.ROOT) + ", " + image.reason());
    }

    private static Explanation explained(double score, String reason) {
        return new Explanation(FORMULA, List.of(new Explanation.Part("group and degree", score, score, reason)));
    }
}
