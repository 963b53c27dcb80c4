package org.huale.torch.train.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.huale.detect.pool.ImageWorkers;
import org.huale.detect.pool.ReadAhead;
import org.huale.torch.parallel.BatchPart;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.rcnn.input.TrainingExample;

/**
 * The batches from some iteration on, in order, made a little ahead on threads of its own; across the end of an epoch too.
 * What is in a batch does not depend on the threads. An image that cannot be read fails the call that asks for its batch.
 */
public final class BatchLoader implements AutoCloseable {

    /** Makes the example of the image at a position of the data set, as it looks in an epoch; many threads call it. */
    public interface Maker {
        TrainingExample make(int position, int epoch);
    }

    private record Pending(int epoch, long iteration, List<Future<TrainingExample>> examples, BatchPart part) {}

    private final BatchSequence batches;
    private final Maker maker;
    private final ImageWorkers workers;
    private final int batchesAhead;
    private final Span span;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long nextToSubmit;

    public BatchLoader(EpochSampler sampler, Maker maker, ReadAhead ahead, Span span) {
        this.batches = new BatchSequence(sampler);
        this.maker = maker;
        this.workers = new ImageWorkers(ahead.threads());
        this.batchesAhead = ahead.batches();
        this.span = span;
        this.nextToSubmit = span.from();
    }

    /**
     * Iterations from the first up to, not including, the last.
     *
     * @param ranks of which this one loads its part of each batch
     */
    public record Span(long from, long to, Ranks ranks) {}

    /**
     * Waits for the next batch.
     *
     * @throws org.huale.problem.HualeException where one of its images cannot be read
     */
    public Batch next() {
        submit(batchesAhead + 1);
        Pending first = pending.remove();
        List<TrainingExample> examples = new ArrayList<>();
        for (Future<TrainingExample> example : first.examples()) {
            examples.add(ImageWorkers.await(example));
        }
        submit(batchesAhead);
        return new Batch(first.epoch(), first.iteration(), examples, first.part());
    }

    @Override
    public void close() {
        workers.close();
        pending.clear();
    }

    private void submit(int wanted) {
        while (pending.size() < wanted && nextToSubmit < span.to()) {
            long iteration = nextToSubmit++;
            int epoch = batches.epoch(iteration);
            List<Integer> images = batches.batch(iteration);
            List<Future<TrainingExample>> examples = BatchPart.own(images, span.ranks()).stream()
                    .map(image -> workers.submit(() -> maker.make(image, epoch)))
                    .toList();
            pending.add(new Pending(epoch, iteration, examples, BatchPart.of(images.size(), span.ranks())));
        }
    }
}
