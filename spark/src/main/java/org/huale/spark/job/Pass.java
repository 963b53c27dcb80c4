package org.huale.spark.job;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.pool.DetectionFault;
import org.huale.problem.HualeException;
import org.huale.spark.parquet.Content;
import org.huale.spark.parquet.DetectionRows;
import org.huale.spark.parquet.RowFormat;
import org.huale.spark.parquet.VectorRows;

/**
 * A way of images through a detector.
 *
 * @param <T> what comes out for each image
 */
public sealed interface Pass<T> extends Serializable {

    /** Images are looked at as they are and mirrored, and in no other views. */
    Set<View> VIEWS = Set.of(View.ORIGINAL, View.FLIPPED);

    Content content();

    RowFormat<T> format();

    void through(PoolDetector detector, List<ImageRecord> images, BiConsumer<ImageId, T> sink);

    /**
     * What is wrong with what a file of others has of an image; empty where all is well.
     *
     * @param classes how many the detector tells apart
     */
    Optional<String> fault(T value, ImageRecord image, int classes);

    /** @throws HualeException where the view is neither the image as it is nor mirrored */
    static Pass<Detections> of(View view) {
        if (!VIEWS.contains(view)) {
            throw new HualeException("the strategy looks at images in the view " + view.name()
                    + ", which is not made on Spark: only images as they are and mirrored are");
        }
        return new OfView(Content.of(view), view.equals(View.FLIPPED));
    }

    static Pass<float[]> ofVector(String name) {
        return new OfVector(Content.ofVector(name));
    }

    /** Detections in a view. */
    record OfView(Content content, boolean flipped) implements Pass<Detections> {

        @Override
        public RowFormat<Detections> format() {
            return new DetectionRows();
        }

        @Override
        public void through(PoolDetector detector, List<ImageRecord> images, BiConsumer<ImageId, Detections> sink) {
            detector.detect(images, flipped ? View.FLIPPED : View.ORIGINAL, sink);
        }

        @Override
        public Optional<String> fault(Detections found, ImageRecord image, int classes) {
            return DetectionFault.inFile(found, classes, image.size());
        }
    }

    /** Vectors. */
    record OfVector(Content content) implements Pass<float[]> {

        @Override
        public RowFormat<float[]> format() {
            return new VectorRows();
        }

        @Override
        public void through(PoolDetector detector, List<ImageRecord> images, BiConsumer<ImageId, float[]> sink) {
            detector.describe(images, content.name(), sink);
        }

        /** Its numbers may be any. */
        @Override
        public Optional<String> fault(float[] vector, ImageRecord image, int classes) {
            return Optional.empty();
        }
    }
}
