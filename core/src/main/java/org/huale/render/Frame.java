package org.huale.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Draws one frame of a scene and keeps account of which pixel shows which thing. */
final class Frame {
    private static final int NOTHING = -1;
    private static final double SAMPLE = 0.5; // four samples a pixel
    private static final int LEAST_PIXELS = 12;
    private static final double CLEARLY_VISIBLE = 0.25;
    private static final double BARELY_VISIBLE = 0.1;

    private final Scene scene;
    private final Shot shot;
    private final ImageSize size;
    private final double[] light;
    private final int[] owner;
    private final int[] wholePixels;

    private Frame(Scene scene, Shot shot, ImageSize size) {
        this.scene = scene;
        this.shot = shot;
        this.size = size;
        light = new double[Math.toIntExact(3 * size.pixels())];
        owner = new int[Math.toIntExact(size.pixels())];
        wholePixels = new int[scene.things().size()];
        Arrays.fill(owner, NOTHING);
    }

    static Rendering draw(Shot shot, RenderOptions options) {
        Frame frame = new Frame(SceneMaker.scene(shot, options), shot, options.size());
        frame.drawGround();
        for (int i = 0; i < frame.scene.things().size(); i++) {
            frame.draw(i);
        }
        return new Rendering(frame.image(), frame.annotations());
    }

    private void drawGround() {
        double dx = shot.frame() * scene.groundDriftX();
        double dy = shot.frame() * scene.groundDriftY();
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                put(x, y, scene.ground().at(x - dx, y - dy), 1);
            }
        }
    }

    private void draw(int index) {
        Placement place = scene.things().get(index).placement().after(shot.frame());
        int reach = (int) Math.ceil(place.radius() * 1.2); // the corners of a square lie outside its unit disc
        int left = (int) Math.floor(place.x());
        int top = (int) Math.floor(place.y());
        for (int y = top - reach; y <= top + reach; y++) {
            for (int x = left - reach; x <= left + reach; x++) {
                draw(index, place, x, y);
            }
        }
    }

    /** Pixels outside the image count for how large the thing is, not for what is seen of it. */
    private void draw(int index, Placement place, int x, int y) {
        Thing thing = scene.things().get(index);
        double covered = covered(thing.outline(), place, x, y);
        boolean half = covered >= 0.5;
        wholePixels[index] += half ? 1 : 0;
        if (covered == 0 || x < 0 || y < 0 || x >= size.width() || y >= size.height()) {
            return;
        }
        double away = place.turn().across(x - place.x(), y - place.y()) / place.radius();
        Colour colour = thing.paint().at(x - place.x(), y - place.y()).times(1 - 0.15 * away);
        put(x, y, colour, covered);
        if (half) {
            owner[y * size.width() + x] = index;
        }
    }

    private static double covered(Outline outline, Placement place, int x, int y) {
        int hits = 0;
        for (double down = SAMPLE / 2; down < 1; down += SAMPLE) {
            for (double across = SAMPLE / 2; across < 1; across += SAMPLE) {
                hits += place.covers(outline, x + across, y + down) ? 1 : 0;
            }
        }
        return hits * SAMPLE * SAMPLE;
    }

    private void put(int x, int y, Colour colour, double share) {
        int at = 3 * (y * size.width() + x);
        light[at] += share * (colour.red() - light[at]);
        light[at + 1] += share * (colour.green() - light[at + 1]);
        light[at + 2] += share * (colour.blue() - light[at + 2]);
    }

    private Image image() {
        byte[] rgb = new byte[light.length];
        for (int pixel = 0; pixel < owner.length; pixel++) {
            double across = (double) (pixel % size.width()) / size.width();
            double gain = scene.light() + across * (scene.lightRight() - scene.light());
            long grain = grain(pixel);
            for (int i = 3 * pixel; i < 3 * pixel + 3; i++) {
                rgb[i] = (byte) (int) Math.max(0, Math.min(255, gain * light[i] + grain + 0.5));
            }
        }
        return new Image(size, rgb);
    }

    private long grain(int pixel) {
        return Math.floorMod(Mixing.mix(shot.grainSeed(), pixel), 2L * scene.grain() + 1) - scene.grain();
    }

    private List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        for (int i = 0; i < scene.things().size(); i++) {
            if (scene.things().get(i).isObject()) {
                annotation(i).ifPresent(annotations::add);
            }
        }
        return annotations;
    }

    private Optional<Annotation> annotation(int index) {
        VisiblePart part = VisiblePart.of(index, owner, size);
        double visible = (double) part.pixels() / Math.max(1, wholePixels[index]);
        if (part.pixels() < LEAST_PIXELS || visible < BARELY_VISIBLE) {
            return Optional.empty();
        }
        Box box = part.box();
        int classIndex = scene.things().get(index).classIndex();
        return Optional.of(new Annotation(box, classIndex, visible < CLEARLY_VISIBLE, false, box.area()));
    }
}
