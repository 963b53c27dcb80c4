package org.huale.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
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
     * The run, each ended cycle with the evaluation {@code similarity} of the images that its detector learned from.
     *
     * @throws HualeException where a file of the run is damaged, or an image that it has learned from is not in the pool
     */
    public RunHistory measured(Path run) {
        RunHistory history = RunFolder.read(run);
        List<Evaluation> similarities =
                new TestSimilarity(describer, test.classes()).afterEach(batches(run, history), test);
        List<CycleRecord> cycles = IntStream.range(0, similarities.size())
                .mapToObj(i -> history.cycles().get(i).with(similarities.get(i)))
                .toList();
        return new RunHistory(history.summary(), cycles, history.folder());
    }

    /** What came to the labeled images with each cycle. */
    private List<Dataset> batches(Path run, RunHistory history) {
        Map<ImageId, ImageRecord> known = new HashMap<>();
        pool.images().forEach(image -> known.put(image.id(), image));
        Set<ImageId> before = new HashSet<>();
        List<Dataset> batches = new ArrayList<>();
        for (CycleRecord cycle : history.cycles()) {
            List<ImageRecord> batch = new ArrayList<>();
            RunFolder.annotationsLearned(run, cycle.cycle()).forEach((id, annotations) -> {
                if (before.add(id)) {
                    batch.add(labeled(run, id, known.get(id), annotations));
                }
            });
            batches.add(new Dataset(pool.name(), pool.classes(), batch));
        }
        return batches;
    }

    private ImageRecord labeled(Path run, ImageId id, @Nullable ImageRecord image, List<Annotation> annotations) {
        if (image == null) {
            throw new HualeException(run + ": has learned from image " + id + ", which is no longer in " + pool.name());
        }
        return new ImageRecord(id, image.file(), image.size(), annotations);
    }
}
