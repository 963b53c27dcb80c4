package org.huale.torch.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import org.huale.geometry.Box;
import org.huale.geometry.Window;

/**
 * Cuts out a part that an object fills by a drawn IoU at least (Liu et al., SSD, ECCV 2016). A least IoU is drawn, then up to
 * 40 parts; where none will do, another least IoU, as many times as there are some; after that the image stays as it is, and
 * so does one without objects.
 *
 * @param probability of trying; 0 for never. SSD tries in six of seven cases
 * @param leastSide of a part, as a share of the side of the image, in (0, 1]; the shares of both sides differ by a factor of
 *     2 at most
 * @param minIous to draw from: one of the objects that are seen in a part must have that IoU with it; 0 asks for an object only
 */
public record IouCrop(double probability, double leastSide, List<Double> minIous) {
    private static final int TRIALS = 40;
    private static final double MOST_STRETCH = 2;

    public IouCrop {
        minIous = List.copyOf(minIous);
        WindowDraws.requireShare("the crop's probability", probability);
        if (!(leastSide > 0 && leastSide <= 1)) {
            throw new IllegalArgumentException("the crop's least side must be in (0, 1], got " + leastSide);
        }
        if (minIous.isEmpty() || minIous.stream().anyMatch(iou -> !(iou >= 0 && iou < 1))) {
            throw new IllegalArgumentException(
                    "the crop's least IoUs must be in [0, 1), at least one of them, got " + minIous);
        }
    }

    /** Never, and by SSD's numbers where only the probability is changed. */
    public static IouCrop off() {
        return new IouCrop(0, 0.3, List.of(0.0, 0.1, 0.3, 0.5, 0.7, 0.9));
    }

    /**
     * The window after the draw, inside the one before; nothing is drawn where this is off.
     *
     * @param boxes of the objects, in pixels of the image
     */
    public Window of(Window window, List<Box> boxes, RandomGenerator random) {
        if (!WindowDraws.happens(probability, random) || boxes.isEmpty()) {
            return window;
        }
        for (int option = 0; option < minIous.size(); option++) {
            double minIou = minIous.get(random.nextInt(minIous.size()));
            for (int trial = 0; trial < TRIALS; trial++) {
                Window part = part(window, random);
                if (fills(boxes, part, minIou)) {
                    return part;
                }
            }
        }
        return window;
    }

    /** The second side is drawn evenly among those that the first leaves. */
    private Window part(Window window, RandomGenerator random) {
        double wide = WindowDraws.between(leastSide, 1, random);
        double high =
                WindowDraws.between(Math.max(leastSide, wide / MOST_STRETCH), Math.min(1, wide * MOST_STRETCH), random);
        return WindowDraws.resized(window, wide, high, random);
    }

    private static boolean fills(List<Box> boxes, Window part, double minIou) {
        return boxes.stream()
                .anyMatch(box -> box.iou(part.box()) >= minIou && part.seen(box).isPresent());
    }
}
