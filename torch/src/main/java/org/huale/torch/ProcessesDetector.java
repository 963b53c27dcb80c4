package org.huale.torch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.ForwardingDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.torch.parallel.ChildRanks;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.ExchangeOptions;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.detection.SharedDetector;

/**
 * A detector that has its work shared by processes, which it starts for as long as there is some. They find what one process
 * finds, to the bit. Views that are made from more than an image are looked at by this process alone.
 *
 * @param detector that the others open by {@code opening}; closed with this
 */
record ProcessesDetector(PoolDetector detector, PoolTask.Opening opening, Sharing sharing)
        implements ForwardingDetector {

    /**
     * @param processes this one included
     * @param least images that are worth starting processes for
     * @param exchange says how long they wait for each other
     */
    record Sharing(int processes, int least, ExchangeOptions exchange) {
        /** A detector of usual size is done with a hundred images by the time that a process has begun. */
        static final int USUAL_LEAST = 200;
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        if (images.size() < sharing.least() || !PoolTask.travels(view)) {
            detector.detect(images, view, sink);
        } else {
            together(PoolTask.detection(sharing, opening, images, view), it -> it.detect(images, view, sink));
        }
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        if (images.size() < sharing.least() || !vectors().contains(vector)) {
            detector.describe(images, vector, sink);
        } else {
            together(PoolTask.description(sharing, opening, images, vector), it -> it.describe(images, vector, sink));
        }
    }

    private void together(PoolTask task, Consumer<PoolDetector> work) {
        try (Company company = new ChildRanks(task.member(0), folder -> RankProgram.words(task, folder))) {
            together(company, task, work);
        }
    }

    private void together(Company company, PoolTask task, Consumer<PoolDetector> work) {
        try (Ranks ranks = company.join(task.named())) {
            ranks.doing(() -> work.accept(new SharedDetector(detector, ranks)));
        } catch (LostRankException e) {
            throw company.explained(e);
        }
    }
}
