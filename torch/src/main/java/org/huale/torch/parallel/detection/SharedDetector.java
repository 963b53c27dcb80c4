package org.huale.torch.parallel.detection;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.ForwardingDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.torch.parallel.Ranks;

/**
 * A detector that all processes have. All ask it for the same images at the same time, and each goes through some of the batches.
 * To the sink of rank 0 comes what one process would have found, to the bit and in the same order, and to those of the others
 * nothing.
 *
 * @param detector of this process, closed with this; the ranks are not
 * @param eachRound what every process does after a round, before anything of it is handed on; where it throws in one, it
 *     has to throw in all
 */
public record SharedDetector(PoolDetector detector, Ranks ranks, Runnable eachRound) implements ForwardingDetector {

    /** That goes through all rounds. */
    public SharedDetector(PoolDetector detector, Ranks ranks) {
        this(detector, ranks, () -> {});
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        Rounds<Detections> rounds = new Rounds<>(this, new DetectionForm(), batches(images), sink);
        detector.detect(rounds.own(), view, rounds);
        rounds.end();
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        Rounds<float[]> rounds = new Rounds<>(this, new VectorForm(), batches(images), sink);
        detector.describe(rounds.own(), vector, rounds);
        rounds.end();
    }
}
