package org.huale.cli.detector;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.huale.cli.progress.ProgressReporter;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.detect.ClassMapping;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.region.RegionDetector;
import org.huale.detect.region.TrueRegions;
import org.huale.metric.EvaluationInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A detector, and the data set in whose images it is to find what is there. */
record EvaluatedDetector(DetectorSource source, DatasetReading data) {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatedDetector.class);

    /** @param classes of the data set that those of the detector are */
    record Found(Map<ImageId, Detections> byImage, ClassMapping classes) {}

    /**
     * What it finds; shows how far that is.
     *
     * @param batch images at once
     */
    Found found(int batch, PrintWriter err) {
        Dataset dataset = data.dataset();
        Map<ImageId, Detections> found = new TreeMap<>();
        ProgressReporter.Task task = new ProgressReporter.Task("detect", "images", dataset.size());
        try (PoolDetector opened = DetectorProviders.of(source).openForImages(source, batch, Set.of());
                ProgressReporter progress = ProgressReporter.start(task, err)) {
            ClassMapping classes = ClassMapping.of(opened, dataset.classes(), data.numbering());
            opened.detect(dataset.images(), View.ORIGINAL, (image, detections) -> {
                found.put(image, classes.apply(detections));
                progress.advance(1);
            });
            return new Found(found, classes);
        }
    }

    /** With what a detector of regions was shown in their place; empty for other detectors. */
    Map<String, EvaluationInput> shown(ClassMapping classes) {
        DetectorProvider provider = DetectorProviders.of(source);
        try (Detector opened = provider.open(source)) {
            if (!(opened instanceof RegionDetector regions)) {
                LOG.info("no correction 'true regions': a detector of the kind {} takes no regions", provider.kind());
                return Map.of();
            }
            Dataset dataset = data.dataset();
            Map<ImageId, Detections> found = new TrueRegions(regions, provider.reader()).of(dataset.images());
            found.replaceAll((image, detections) -> classes.apply(detections));
            return Map.of("true regions", EvaluationInput.of(dataset, found));
        }
    }
}
