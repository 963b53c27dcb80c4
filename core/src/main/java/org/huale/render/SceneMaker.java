package org.huale.render;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;

/** Makes up a scene: ground, objects of given classes, clutter between them, light. */
final class SceneMaker {
    private static final List<Form> FORMS = List.of(Form.values());
    private static final List<Pattern> PATTERNS = List.of(Pattern.values());
    private static final double CROWDING = 0.25; // chance of an object to stand before the one made before it
    private static final double LEAST_CONTRAST = 45;
    private static final int ATTEMPTS = 20;
    private static final int MOST_CLUTTER = 7;
    private static final int MOST_GRAIN = 8;

    private final SplittableRandom random;
    private final ImageSize size;
    private final RenderOptions.Objects objects;
    private final double unit;
    private final Paint ground;
    private final double cameraX;
    private final double cameraY;

    private SceneMaker(long seed, RenderOptions options) {
        random = new SplittableRandom(seed);
        size = options.size();
        objects = options.objects();
        unit = Math.min(size.width(), size.height()) / 240.0;
        cameraX = between(-1.5, 1.5) * unit;
        cameraY = between(-1, 1) * unit;
        ground = ground();
    }

    static Scene scene(Shot shot, RenderOptions options) {
        return new SceneMaker(shot.sceneSeed(), options).scene(shot.classes());
    }

    private Scene scene(List<Integer> classes) {
        List<Thing> things = new ArrayList<>();
        for (int classIndex : classes) {
            things.add(object(classIndex, things));
        }
        int clutter = random.nextInt(MOST_CLUTTER + 1);
        for (int i = 0; i < clutter; i++) {
            things.add(random.nextInt(things.size() + 1), clutter());
        }
        double light = between(0.75, 1.15);
        double lightRight = light * between(0.8, 1.25);
        int grain = random.nextInt(MOST_GRAIN + 1);
        return new Scene(ground, cameraX, cameraY, List.copyOf(things), light, lightRight, grain);
    }

    private Paint ground() {
        Colour first = Colour.ofHsv(between(0, 1), between(0.05, 0.55), between(0.3, 0.85));
        Colour second = Colour.ofHsv(between(0, 1), between(0.05, 0.55), between(0.3, 0.85));
        Colour muted = first.mixed(second, between(0.15, 0.6));
        Pattern pattern = random.nextInt(3) == 0 ? anyPattern() : Pattern.CLOUDS;
        return new Paint(pattern, first, muted, between(12, 90) * unit, Turn.of(between(0, 1)), random.nextLong());
    }

    private Thing object(int classIndex, List<Thing> before) {
        double radius = radius();
        boolean crowded = !before.isEmpty() && random.nextDouble() < CROWDING;
        Placement placement = crowded ? near(before.get(before.size() - 1).placement(), radius) : anywhere(radius);
        return new Thing(classIndex, FORMS.get(classIndex), placement, objectPaint(classIndex, radius));
    }

    /** Logarithmically even, so that each doubling of scale is equally frequent. */
    private double radius() {
        double smallest = objects.smallestRadius();
        double range = RenderOptions.Objects.LARGEST_RADIUS / smallest;
        return smallest * StrictMath.pow(range, random.nextDouble()) * unit;
    }

    private Placement anywhere(double radius) {
        double margin = 0.3 * radius;
        return moving(between(-margin, size.width() + margin), between(-margin, size.height() + margin), radius);
    }

    private Placement near(Placement other, double radius) {
        double reach = 0.8 * Math.max(other.radius(), radius);
        return moving(other.x() + between(-reach, reach), other.y() + between(-reach, reach), radius);
    }

    private Placement moving(double x, double y, double radius) {
        double driftX = cameraX + between(-1.5, 1.5) * unit;
        double driftY = cameraY + between(-1.5, 1.5) * unit;
        return new Placement(x, y, radius, Turn.of(between(0, 1)), driftX, driftY);
    }

    /** Most objects have a hue near that of their class; the others any. */
    private Paint objectPaint(int classIndex, double radius) {
        double spread = objects.hueSpread();
        boolean odd = random.nextInt(objects.oddOneIn()) == 0;
        double hue = odd ? between(0, 1) : (double) classIndex / FORMS.size() + between(-spread, spread);
        Colour first = contrasting(hue);
        Colour second = first.mixed(Colour.ofHsv(between(0, 1), 0.4, between(0.2, 1)), between(0.15, 0.5));
        double period = Math.max(4 * unit, between(0.4, 1.2) * radius);
        return new Paint(anyPattern(), first, second, period, Turn.of(between(0, 1)), random.nextLong());
    }

    private Colour contrasting(double hue) {
        double groundLuma = (ground.first().luma() + ground.second().luma()) / 2;
        Colour colour = Colour.ofHsv(hue, between(0.35, 0.95), between(0.35, 1));
        for (int i = 0; i < ATTEMPTS && Math.abs(colour.luma() - groundLuma) < LEAST_CONTRAST; i++) {
            colour = Colour.ofHsv(hue, between(0.35, 0.95), between(0.2, 1));
        }
        return colour;
    }

    /** A blob without symmetry or a thin bar. */
    private Thing clutter() {
        boolean bar = random.nextInt(3) == 0;
        double width = between(0.06, 0.15);
        double[] radii = random.doubles(random.nextInt(5, 10), 0.45, 1).toArray();
        Outline outline =
                bar ? (u, v) -> Math.abs(u) <= 1 && Math.abs(v) <= width : Polygon.around(radii.length, i -> radii[i]);
        double radius = bar ? between(15, 70) * unit : between(3, 28) * unit;
        Colour colour = Colour.ofHsv(between(0, 1), between(0.1, 0.8), between(0.2, 1));
        Colour other = colour.mixed(ground.first(), between(0.2, 0.6));
        Paint paint = new Paint(anyPattern(), colour, other, radius, Turn.of(between(0, 1)), random.nextLong());
        return new Thing(Thing.CLUTTER, outline, anywhere(radius), paint);
    }

    private Pattern anyPattern() {
        return PATTERNS.get(random.nextInt(PATTERNS.size()));
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
