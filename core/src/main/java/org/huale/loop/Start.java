package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.random.Seeds;
import org.jspecify.annotations.Nullable;

/** What comes before the first cycle: the initial set and its annotations. */
final class Start {
    static final String DATA = "data.json";
    static final String INITIAL = "initial.json";
    static final String ANNOTATIONS = "initial-annotations.json";
    static final String POOL = "pool.json";
    /** What the images look like, while the initial set is chosen. */
    private static final String FEATURES = "initial-features";
    /** The cycle that the initial set is asked for. */
    static final int BEFORE_ALL = -1;

    private final ActiveLearningLoop.Data data;
    private final Oracle oracle;
    private final Seeds seeds;
    private final RunFolder folder;
    private final Supplier<ImageDescriber> describer;

    /** @param describer of images, where the initial set is chosen by what they look like */
    Start(
            ActiveLearningLoop.Data data,
            Oracle oracle,
            Seeds seeds,
            RunFolder folder,
            Supplier<ImageDescriber> describer) {
        this.data = data;
        this.describer = describer;
        this.oracle = oracle;
        this.seeds = seeds;
        this.folder = folder;
    }

    /** @param how they were found; files of earlier versions do not say it */
    private record Initial(List<ImageId> images, @Nullable String how) {}

    /** The pool with the initial set labeled. */
    Pool pool() {
        Pool empty = Pool.of(data.pool());
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("pool", described(empty.images()));
        images.put("test", described(data.test()));
        folder.freezeData(images);
        RunFiles files = folder.files();
        List<ImageId> initial =
                files.read(INITIAL, Initial.class).map(Initial::images).orElseGet(() -> found(empty));
        files.delete(FEATURES);
        Optional<Map<ImageId, List<Annotation>>> annotations = CycleFolder.annotations(files, ANNOTATIONS);
        if (annotations.isPresent()) {
            Pool labeled = empty.label(BEFORE_ALL, annotations.get());
            if (!files.has(POOL)) {
                keep(labeled);
            }
            return labeled;
        }
        Pool labeled = empty.label(
                BEFORE_ALL,
                asked(oracle, BEFORE_ALL, initial.stream().map(empty::record).toList()));
        CycleFolder.annotated(files, ANNOTATIONS, BEFORE_ALL, labeled);
        keep(labeled);
        return labeled;
    }

    /** Writes the pool as it now is. */
    void keep(Pool pool) {
        folder.files().perform(POOL, () -> PoolFile.write(pool, folder.files().path(POOL)));
    }

    private List<ImageId> found(Pool empty) {
        InitialSet initial = data.initial();
        Initial found = initial.looks() ? chosen(initial, empty) : new Initial(initial.of(empty, seeds), initial.how());
        folder.files().write(INITIAL, found);
        return found.images();
    }

    private Initial chosen(InitialSet initial, Pool empty) {
        initial.requireEnough(empty.unlabeled()); // before weights are read
        try (ImageDescriber opened = describer.get()) {
            List<ImageId> images = new ColdStart(initial, opened)
                    .of(empty, seeds, folder.files().path(FEATURES));
            return new Initial(images, initial.how() + " of " + opened.kind());
        }
    }

    /** The annotations of all images asked for, or a halt where people are not done. */
    static Map<ImageId, List<Annotation>> asked(Oracle oracle, int cycle, List<ImageRecord> images) {
        Oracle.Answer answer = oracle.annotate(new Oracle.Request(cycle, images));
        if (answer instanceof Oracle.Pending pending) {
            throw new Halt(new RunEnding.Waiting(pending));
        }
        Oracle.Complete complete = (Oracle.Complete) answer;
        Map<ImageId, List<Annotation>> annotations = complete.annotations();
        List<ImageId> wanted = images.stream().map(ImageRecord::id).sorted().toList();
        List<ImageId> answered = Stream.concat(annotations.keySet().stream(), complete.skipped().keySet().stream())
                .sorted()
                .toList();
        boolean leftOut = oracle.mayLeaveOut() && wanted.containsAll(answered);
        if (!wanted.equals(answered) && !leftOut) {
            throw new IllegalStateException("the oracle was asked for " + wanted + " and answered for " + answered);
        }
        return annotations;
    }

    private static Map<String, Object> described(Dataset dataset) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", dataset.name());
        description.put("images", dataset.size());
        description.put("classes", dataset.classes().names());
        description.put("sha256", DatasetHash.of(dataset));
        return description;
    }
}
