package org.huale.torch.companion;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.image.Image;
import org.huale.torch.nn.Pyramid;

/** What a companion can say after its training. Belongs to the thread that opened it; called inside a scope. */
public interface TrainedCompanion extends AutoCloseable {

    /** Names of the vectors that it reads from a detector's feature maps. */
    default Set<String> vectorsOfPyramids() {
        return Set.of();
    }

    /** One vector for each image of the batch. */
    default List<float[]> describe(String vector, Pyramid pyramid) {
        throw new IllegalArgumentException("knows no vector " + vector + " of feature maps");
    }

    /** Names of the vectors that it reads from images, without the detector. */
    default Set<String> vectorsOfImages() {
        return Set.of();
    }

    /** One vector for each image. */
    default List<float[]> describe(String vector, List<Image> images) {
        throw new IllegalArgumentException("knows no vector " + vector + " of images");
    }

    /** Numbers noted in training, one for each class, by the name of what they are. */
    default Map<String, float[]> classStatistics() {
        return Map.of();
    }

    @Override
    void close();
}
