package org.huale.dataset.labelstudio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.geometry.ImageSize;

/**
 * Guesses as the regions of a prediction, ready to be written as JSON.
 *
 * @param classes of the guesses
 * @param control the name of the labeling interface's {@code RectangleLabels}
 * @param image the name of its {@code Image}
 */
public record PredictedRegions(ClassNames classes, String control, String image) {

    /** For the interface of {@link LabelStudioFormat#labelingInterface}. */
    public static PredictedRegions usual(ClassNames classes) {
        return new PredictedRegions(classes, LabelStudioWriter.NAME, LabelStudioWriter.IMAGE);
    }

    /**
     * @param size of the image
     * @param scores of the objects, in their order; those beyond the last have none
     */
    public List<Map<String, Object>> of(ImageSize size, List<Annotation> objects, List<Double> scores) {
        List<Map<String, Object>> regions = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            Map<String, Object> region = region(size, objects.get(i));
            region.put("id", "guess-" + i);
            if (i < scores.size()) {
                region.put("score", scores.get(i));
            }
            regions.add(region);
        }
        return regions;
    }

    private Map<String, Object> region(ImageSize size, Annotation object) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("type", "rectanglelabels");
        region.put("from_name", control);
        region.put("to_name", image);
        region.put("original_width", size.width());
        region.put("original_height", size.height());
        region.put("image_rotation", 0);
        region.put("value", value(size, object));
        return region;
    }

    private Map<String, Object> value(ImageSize size, Annotation object) {
        PercentBox box = PercentBox.of(object.box(), size);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("x", box.x());
        value.put("y", box.y());
        value.put("width", box.width());
        value.put("height", box.height());
        value.put("rotation", 0);
        value.put("rectanglelabels", List.of(classes.name(object.classIndex())));
        return value;
    }
}
