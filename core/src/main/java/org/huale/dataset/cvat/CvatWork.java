package org.huale.dataset.cvat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnFinished;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.file.RawBox;
import tools.jackson.databind.JsonNode;

/**
 * What was drawn in a job of CVAT, as its server tells it: rectangles by two corners, ellipses by their centre and the ends of their
 * right and upper axes, masks by run lengths and the first and last column and row.
 */
public final class CvatWork {
    private static final String TITLE = "CVAT";

    private final CvatLabels labels;
    private final Map<Integer, List<JsonNode>> shapes = new HashMap<>();
    private final Map<Integer, Integer> tags = new HashMap<>();
    private final List<CvatTrack> tracks = new ArrayList<>();

    /** @param told the annotations of a job, {@code {"tags": [], "shapes": [], "tracks": []}} */
    public CvatWork(JsonNode told, CvatLabels labels) {
        this.labels = labels;
        told.path("shapes")
                .forEach(shape -> shapes.computeIfAbsent(CvatTrack.frame(shape), it -> new ArrayList<>())
                        .add(shape));
        told.path("tags").forEach(tag -> tags.merge(CvatTrack.frame(tag), 1, Integer::sum));
        told.path("tracks").forEach(track -> tracks.add(new CvatTrack(track)));
    }

    /**
     * Reads one image, which is finished, possibly without objects.
     *
     * @param frame its number
     * @param sides of the image as CVAT has it
     */
    public void take(int frame, Sides sides, ImageRecord image, FinishedAnnotations into) {
        String where = TITLE + ": image " + image.id();
        Remarks remarks = new Remarks();
        List<DrawnObject> objects = new ArrayList<>();
        for (JsonNode shape : shapes.getOrDefault(frame, List.of())) {
            objects.add(read(shape, drawing(remarks, where, shape)));
        }
        for (CvatTrack track : tracks) {
            track.at(frame).ifPresent(shape -> {
                remarks.add("a track is taken as its shape in each image", where);
                objects.add(read(shape, drawing(remarks, where, shape)));
            });
        }
        if (tags.containsKey(frame)) {
            remarks.add("a tag of the whole image is not kept", where);
        }
        remarks.tell(into.findings());
        DrawnImage drawn = new DrawnImage(List.of(image.id().value()), sides, objects, DrawnImage.Progress.DONE, where);
        new DrawnFinished(into).take(new DrawnFile(List.of(drawn)));
    }

    private static CvatDrawing drawing(Remarks remarks, String where, JsonNode shape) {
        return new CvatDrawing(remarks, where + ": shape " + Nodes.text(shape, "id"));
    }

    private DrawnObject read(JsonNode shape, CvatDrawing drawing) {
        String type = Nodes.text(shape, "type");
        drawing.occluded(shape.path("occluded").asBoolean(false));
        String label = labels.name(shape.path("label_id").asLong(-1));
        return drawing.object(label, type, frame(type, shape, drawing), drawing.marks(attributes(shape)));
    }

    private Map<String, String> attributes(JsonNode shape) {
        Map<String, String> attributes = new TreeMap<>();
        shape.path("attributes")
                .forEach(
                        it -> attributes.put(labels.attribute(it.path("spec_id").asLong(-1)), Nodes.text(it, "value")));
        return attributes;
    }

    private static Optional<RawBox> frame(String type, JsonNode shape, CvatDrawing drawing) {
        double[] numbers = numbers(shape.path("points"));
        double rotation = shape.path("rotation").asDouble(0);
        return switch (type) {
            case "rectangle" -> Optional.of(drawing.box(corners(numbers), rotation));
            case "polygon" -> Optional.of(drawing.polygon(pairs(numbers)));
            case "ellipse" -> Optional.of(ellipse(corners(numbers), rotation, drawing));
            case "mask" -> Optional.of(drawing.mask(mask(numbers)));
            default -> Optional.empty();
        };
    }

    private static double[] numbers(JsonNode points) {
        double[] numbers = new double[points.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Nodes.number(points.path(i));
        }
        return numbers;
    }

    /** NaN where there are not exactly four. */
    private static RawBox corners(double[] numbers) {
        return numbers.length == 4
                ? new RawBox(numbers[0], numbers[1], numbers[2], numbers[3])
                : new RawBox(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static List<Point> pairs(double[] numbers) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(new Point(numbers[i], i + 1 < numbers.length ? numbers[i + 1] : Double.NaN));
        }
        return points;
    }

    private static RawBox ellipse(RawBox told, double rotation, CvatDrawing drawing) {
        Point radii = new Point(told.x2() - told.x1(), told.y1() - told.y2());
        return drawing.ellipse(new Point(told.x1(), told.y1()), radii, rotation);
    }

    /** The last column and row belong to it. */
    private static RawBox mask(double[] numbers) {
        int end = numbers.length;
        return end < 4
                ? corners(numbers)
                : new RawBox(numbers[end - 4], numbers[end - 3], numbers[end - 2] + 1, numbers[end - 1] + 1);
    }
}
