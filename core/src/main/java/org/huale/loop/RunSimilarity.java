package org.huale.loop;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.pool.Pool;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * How alike the labeled objects of a run are to those of its test set: what {@code evaluation.similarity} measures while a run
 * goes on, of one that did not. Nothing is trained and no file of the run is changed.
 *
 * @param pool of the run, and {@code test}, both in its latest classes
 */
public record RunSimilarity(Dataset pool, Dataset test, ImageDescriber describer) {

    /**
     * Checks, before anything is described, that data are those that the run began with; its pool may have got more images since.
     *
     * @param data in the classes that the run began with
     * @throws HualeException listing what differs
     */
    public static void requireData(Path run, ActiveLearningLoop.Data data) {
        Dataset pool = Pool.of(data.pool()).images();
        GrownPool.require(run, pool, DataDescription.of(pool, DataDescription.of(data.test()), data.weights()));
    }

    /**
     * The run, each ended cycle with the evaluation {@code similarity} of the images that its detector learned from.
     *
     * @throws HualeException where a file of the run is damaged, or an image that it has learned from is not in the pool
     */
    public RunHistory measured(Path run) {
        RunHistory history = RunFolder.read(run);
        List<Evaluation> similarities =
                new TestSimilarity(describer, test.classes()).afterEach(learned(run, history), test);
        List<CycleRecord> cycles = IntStream.range(0, similarities.size())
                .mapToObj(i -> history.cycles().get(i).with(similarities.get(i)))
                .toList();
        return new RunHistory(history.summary(), cycles, history.folder());
    }

    /** What the detector of each ended cycle was the first to learn from. */
    private List<Dataset> learned(Path run, RunHistory history) {
        Map<ImageId, ImageRecord> known = new HashMap<>();
        pool.images().forEach(image -> known.put(image.id(), image));
        return RunFolder.annotationsByCycle(run).stream()
                .limit(history.cycles().size())
                .map(batch -> batch.entrySet().stream()
                        .map(it -> labeled(run, it.getKey(), known.get(it.getKey()), it.getValue()))
                        .toList())
                .map(images -> new Dataset(pool.name(), pool.classes(), images))
                .toList();
    }

    private ImageRecord labeled(Path run, ImageId id, @Nullable ImageRecord image, List<Annotation> annotations) {
        if (image == null) {
            throw new HualeException(run + ": has learned from image " + id + ", which is no longer in " + pool.name());
        }
        return new ImageRecord(id, image.file(), image.size(), annotations);
    }
}
