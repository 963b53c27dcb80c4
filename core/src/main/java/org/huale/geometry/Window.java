package org.huale.geometry;

import java.util.Optional;

/**
 * The part of the plane that is seen in place of an image, in whole pixels of the image: a part of it, or the image and a
 * border around it, or some of both.
 *
 * @param x of the left side; below 0 where the window begins left of the image
 * @param y of the upper side
 * @param size at least 1x1
 */
public record Window(int x, int y, ImageSize size) {
    /** A box of which less is in a window is not seen in it. */
    public static final double LEAST_SHARE = 0.25;

    /** Exactly the image. */
    public static Window whole(ImageSize image) {
        return new Window(0, 0, image);
    }

    public Box box() {
        return new Box(x, y, (double) x + size.width(), (double) y + size.height());
    }

    /**
     * What is seen of a box of the image, in pixels of the window: the part inside. None where its centre is outside, where
     * less than {@link #LEAST_SHARE} of its area is inside, and where it has no area.
     */
    public Optional<Box> seen(Box box) {
        double centreX = (box.x1() + box.x2()) / 2;
        double centreY = (box.y1() + box.y2()) / 2;
        boolean centred = centreX >= x && centreX < x + size.width() && centreY >= y && centreY < y + size.height();
        double inside = box.intersection(box());
        if (!centred || inside <= 0 || inside < LEAST_SHARE * box.area()) {
            return Optional.empty();
        }
        return Optional.of(new Box(box.x1() - x, box.y1() - y, box.x2() - x, box.y2() - y).clippedTo(size));
    }
}
