package org.huale.detect.view;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * Draws rectangles that cover a part of what was found, after CALD: each side 5 to 20 % of the image's, anywhere, on whole
 * pixels; kept if the box that loses most loses between 10 and 40 % of its area.
 *
 * @param count of rectangles in an image, at least 0; there are fewer where 50 draws do not yield as many
 * @param seed together with an image's id
 */
public record CutOuts(int count, long seed) {
    private static final int DRAWS = 50;
    private static final double LEAST_LOSS = 0.1;
    private static final double MOST_LOSS = 0.4;

    public CutOuts {
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, got " + count);
        }
    }

    /** @param boxes what was found in the image */
    public List<Box> of(ImageRecord image, List<Box> boxes) {
        SplittableRandom random = ImageNoise.of(seed, image.id());
        List<Box> rectangles = new ArrayList<>();
        for (int draw = 0; draw < DRAWS && rectangles.size() < count; draw++) {
            Box rectangle = drawn(random, image.size());
            double loss = boxes.stream()
                    .mapToDouble(box -> box.coveredBy(rectangle))
                    .max()
                    .orElse(0);
            if (loss >= LEAST_LOSS && loss <= MOST_LOSS) {
                rectangles.add(rectangle);
            }
        }
        return List.copyOf(rectangles);
    }

    private static Box drawn(SplittableRandom random, ImageSize size) {
        double height = random.nextDouble(0.05, 0.2) * size.height();
        double width = random.nextDouble(0.05, 0.2) * size.width();
        double left = random.nextDouble() * (size.width() - width);
        double top = random.nextDouble() * (size.height() - height);
        return new Box((int) left, (int) top, (int) (left + width), (int) (top + height));
    }
}
