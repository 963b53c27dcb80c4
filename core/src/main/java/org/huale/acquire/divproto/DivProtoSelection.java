package org.huale.acquire.divproto;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.ViewsByImage;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.acquire.entropy.BoxWords;
import org.huale.config.Mode;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * One selection under way. Holds a number for each image of the pool, the detections of one image at a time, and the
 * prototypes of chosen images; images are read again in the order of their entropy as far as the walk goes.
 */
final class DivProtoSelection {
    private static final int CHUNK = 256; // images between two looks at whether to go on

    private final Query query;
    private final DivProtoOptions options;
    private final ClassNames classes;
    private final List<ImageId> images;
    private final double[] entropies;
    private final Prototypes prototypes;
    private final UnlearnedClasses unlearned;
    private final Quotas quotas;
    private final BitSet taken = new BitSet();
    private final List<ImageScore> chosen = new ArrayList<>();

    DivProtoSelection(Query query, DivProtoOptions options) {
        this.query = query;
        this.options = options;
        this.classes = query.predictions().classes();
        this.images = query.unlabeled();
        this.entropies = new double[images.size()];
        this.prototypes = new Prototypes(options);
        this.unlearned = UnlearnedClasses.in(images, query, options.mode());
        this.quotas = new Quotas(
                options,
                ClassRarity.of(query.labeled(), classes),
                unlearned,
                new Quotas.Size(classes.count(), query.annotated()));
    }

    /** What an image is taken for. */
    private enum Reason {
        RARE_CLASS,
        UNLIKE,
        ENTROPY
    }

    List<ImageScore> choose() {
        measure();
        List<Integer> order = IntStream.range(0, entropies.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -entropies[i]).thenComparing(i -> i))
                .toList();
        if (quotas.isOpen()) {
            walk(order, Reason.RARE_CLASS);
        }
        if (options.mode() == Mode.FIXED) {
            walk(order, Reason.UNLIKE);
        }
        walk(order, Reason.ENTROPY);
        return chosen;
    }

    private void measure() {
        int[] next = {0};
        look(images, (image, detections) -> {
            double entropy = diverse(image, detections).entropy();
            entropies[next[0]++] = entropy;
            query.scores().scored("divproto", image, entropy);
        });
    }

    /** At what is found of classes that the detector has learned. */
    private void look(List<ImageId> at, BiConsumer<ImageId, Detections> sink) {
        query.predictions()
                .forEach(View.ORIGINAL, at, (image, found) -> sink.accept(image, unlearned.leftOutOf(found)));
    }

    private DiverseEntropy diverse(ImageId image, Detections detections) {
        return ViewsByImage.computed(image, () -> DiverseEntropy.of(detections, options));
    }

    private void walk(List<Integer> order, Reason reason) {
        List<Integer> left = order.stream().filter(i -> !taken.get(i)).toList();
        for (int from = 0; from < left.size() && goesOn(reason); from += CHUNK) {
            List<Integer> chunk = left.subList(from, Math.min(from + CHUNK, left.size()));
            int[] next = {0};
            look(chunk.stream().map(images::get).toList(), (image, detections) -> {
                int i = chunk.get(next[0]++);
                if (goesOn(reason)) {
                    visit(i, detections, reason);
                }
            });
        }
    }

    private boolean goesOn(Reason reason) {
        return chosen.size() < query.wanted() && (reason != Reason.RARE_CLASS || quotas.isOpen());
    }

    private void visit(int i, Detections detections, Reason reason) {
        int rare = quotas.surest(detections);
        if (reason == Reason.RARE_CLASS && rare < 0) {
            return;
        }
        Map<Integer, float[]> own = prototypes.of(detections);
        double likeness = prototypes.likeness(own);
        if (reason != Reason.ENTROPY && !(likeness < options.samePrototype())) {
            return;
        }
        String why = switch (reason) {
            case RARE_CLASS -> "taken for " + BoxWords.of(detections, rare, classes) + ", " + inWords(likeness);
            case UNLIKE -> "taken as " + inWords(likeness);
            case ENTROPY -> "taken to fill the budget";
        };
        take(i, detections, why);
        prototypes.choose(own);
    }

    private static String inWords(double likeness) {
        return String.format(Locale.ROOT, "its least known class has cosine %.2f to images taken before", likeness);
    }

    private void take(int i, Detections detections, String why) {
        DiverseEntropy diverse = diverse(images.get(i), detections);
        String counted = diverse.counted().size() + " of " + diverse.seen() + " detections count"
                + (diverse.counted().isEmpty()
                        ? ""
                        : ", most " + BoxWords.of(detections, diverse.counted().get(0), classes));
        Explanation explanation = new Explanation(
                "sum of the binary entropies of detections, without those like a more uncertain one of their class",
                List.of(new Explanation.Part("diverse entropy", entropies[i], entropies[i], counted + "; " + why)));
        taken.set(i);
        chosen.add(new ImageScore(images.get(i), entropies[i], explanation));
        quotas.spend(detections);
    }
}
