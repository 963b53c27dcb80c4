package org.huale.detect.region;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.image.ImageReader;

/**
 * What a detector finds where it is shown the true objects in place of its own proposals: how much better it is so is what its
 * proposals cost. Crowds are no regions.
 */
public record TrueRegions(RegionDetector detector, ImageReader reader) {

    /** Of each image, one after the other. */
    public Map<ImageId, Detections> of(List<ImageRecord> images) {
        Map<ImageId, Detections> found = new TreeMap<>();
        for (ImageRecord image : images) {
            found.put(image.id(), detector.detectWithin(reader.read(image.file()), regions(image)));
        }
        return found;
    }

    private static float[] regions(ImageRecord image) {
        List<Box> boxes = image.annotations().stream()
                .filter(it -> !it.crowd())
                .map(Annotation::box)
                .toList();
        float[] regions = new float[4 * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            regions[4 * i] = (float) box.x1();
            regions[4 * i + 1] = (float) box.y1();
            regions[4 * i + 2] = (float) box.x2();
            regions[4 * i + 3] = (float) box.y2();
        }
        return regions;
    }
}
