package org.huale.acquire.ssm;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.huale.acquire.Query;
import org.huale.acquire.ViewsByImage;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.view.PastedView;
import org.huale.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * Whether sure detections are found again on the background of labeled images without their class: with a confidence and an
 * IoU above one half, in more than half of the images.
 */
final class PasteVerification {
    private final SsmOptions options;
    private final Query query;
    private final long seed;
    private @Nullable List<List<ImageRecord>> hosts;

    /** @param seed by which the labeled images are drawn */
    PasteVerification(SsmOptions options, Query query, long seed) {
        this.options = options;
        this.query = query;
        this.seed = seed;
    }

    /** One paste: which box of the image it is of, and the class that was found there. */
    private record Trial(int box, int classIndex, PastedView.Paste paste) {}

    /** The images again, some of them found inconsistent. */
    List<MinedImage> of(List<MinedImage> images) {
        Map<ImageId, List<Trial>> trials = new LinkedHashMap<>();
        Map<ImageId, int[]> found = new HashMap<>();
        int most = 0;
        for (MinedImage mined : images) {
            List<Trial> its = trials(mined);
            trials.put(mined.image(), its);
            found.put(mined.image(), new int[mined.sure().size()]);
            most = Math.max(most, its.size());
        }
        for (int number = 0; number < most; number++) {
            look(number, trials, found);
        }
        return images.stream()
                .map(mined -> judged(
                        mined,
                        trials.getOrDefault(mined.image(), List.of()),
                        found.getOrDefault(mined.image(), new int[0])))
                .toList();
    }

    private List<Trial> trials(MinedImage mined) {
        SplittableRandom random =
                new SplittableRandom(seed ^ ((long) mined.image().value().hashCode() << 32));
        List<Trial> trials = new ArrayList<>();
        for (int b = 0; b < mined.sure().size(); b++) {
            MinedImage.SureBox box = mined.sure().get(b);
            Optional<Box> part = part(mined, box);
            if (part.isPresent()) {
                for (ImageRecord host : PasteHosts.drawn(
                        hosts(box.classIndex()), options.pasting().hosts(), random)) {
                    trials.add(new Trial(b, box.classIndex(), new PastedView.Paste(part.get(), host)));
                }
            }
        }
        return trials;
    }

    /** The labeled images without a class, which are looked for when first needed, as many selections test nothing. */
    private List<ImageRecord> hosts(int classIndex) {
        List<List<ImageRecord>> known = hosts;
        if (known == null) {
            known = PasteHosts.byAbsentClass(
                    query.labeled(), query.predictions().classes());
            hosts = known;
        }
        return known.get(classIndex);
    }

    /** What is cut out: as published with x and y exchanged, and nothing for the first class. */
    private Optional<Box> part(MinedImage mined, MinedImage.SureBox sure) {
        Box box = sure.box();
        if (options.mode() == Mode.FIXED) {
            return box.isDegenerate() ? Optional.empty() : Optional.of(box);
        }
        Box exchanged = new Box(box.y1(), box.x1(), box.y2(), box.x2())
                .clippedTo(query.predictions().record(mined.image()).size());
        return exchanged.isDegenerate() || sure.classIndex() == 0 ? Optional.empty() : Optional.of(exchanged);
    }

    private void look(int number, Map<ImageId, List<Trial>> trials, Map<ImageId, int[]> found) {
        Map<ImageId, Trial> current = new LinkedHashMap<>();
        Map<ImageId, PastedView.Paste> pastes = new HashMap<>();
        trials.forEach((image, its) -> {
            if (its.size() > number) {
                current.put(image, its.get(number));
                pastes.put(image, its.get(number).paste());
            }
        });
        PastedView view = PastedView.seeded(seed, number, pastes);
        ViewsByImage.require(query.predictions(), view);
        query.predictions().forEach(view, List.copyOf(current.keySet()), (image, detections) -> {
            Trial trial = requireNonNull(current.get(image));
            if (again(detections, trial)) {
                requireNonNull(found.get(image))[trial.box()]++;
            }
        });
    }

    /** As published only the most confident detection of the class may be the one. */
    private boolean again(Detections detections, Trial trial) {
        for (int i = 0; i < detections.count(); i++) {
            if (detections.classes()[i] == trial.classIndex()) {
                boolean same = detections.confidences()[i] > 0.5
                        && detections.box(i).iou(trial.paste().part()) > 0.5;
                if (same || options.mode() == Mode.FAITHFUL) {
                    return same;
                }
            }
        }
        return false;
    }

    /**
     * Mended, a box for which there is no host has not been tested, and the box that was lost most often counts. As published,
     * a box without a host has failed, and all that have failed are alike: the image keeps its place in the random order.
     */
    private MinedImage judged(MinedImage mined, List<Trial> trials, int[] found) {
        MinedImage worst = mined;
        for (int b = 0; b < found.length; b++) {
            int box = b;
            int made = (int) trials.stream().filter(trial -> trial.box() == box).count();
            int all = options.mode() == Mode.FAITHFUL ? options.pasting().hosts() : made;
            double share = all == 0 ? 1 : (double) found[b] / all;
            double degree = options.mode() == Mode.FAITHFUL ? mined.degree() : 1 - share;
            if (share <= 0.5 && (worst.group() == MinedImage.Group.REST || degree > worst.degree())) {
                String reason = String.format(
                        Locale.ROOT,
                        "%s found again in %d of %d other images",
                        query.predictions().classes().name(mined.sure().get(b).classIndex()),
                        found[b],
                        all);
                worst = new MinedImage(mined.image(), MinedImage.Group.INCONSISTENT, degree, List.of(), reason);
            }
        }
        return worst;
    }
}
