package org.huale.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.SkippedFile;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.ColdStart;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.revision.ClassHistory;
import org.jspecify.annotations.Nullable;

/** What comes before the first cycle: the initial set and its annotations. */
final class InitialLabeling {
    /** What the images look like, while the initial set is chosen. */
    private static final String FEATURES = "initial-features";

    private final ActiveLearningLoop.Data data;
    private final Oracle oracle;
    private final LoopOptions options;
    private final Seeds seeds;
    private final LoopListener listener;
    private final RunFolder folder;
    private final Supplier<ImageDescriber> describer;
    /** What was last written. */
    private @Nullable Pool kept;

    /** @param describer of images, where the initial set is chosen by what they look like */
    InitialLabeling(
            ActiveLearningLoop.Data data,
            Oracle oracle,
            LoopOptions options,
            ActiveLearningLoop.Context context,
            Supplier<ImageDescriber> describer) {
        this.data = data;
        this.describer = describer;
        this.oracle = oracle;
        this.options = options;
        this.seeds = new Seeds(options.seed());
        this.listener = context.listener();
        this.folder = context.folder();
    }

    /**
     * @param how they were found; files of earlier versions do not say it
     * @param test those of them that are for evaluation; null where there is a test set
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Initial(
            List<ImageId> images,
            @Nullable String how,
            @Nullable List<ImageId> test) {

        private Set<ImageId> forEvaluation() {
            return test == null ? Set.of() : Set.copyOf(test);
        }
    }

    /** The pool with the initial set labeled. */
    Pool pool() {
        Pool empty = Pool.of(data.pool());
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("pool", described(empty.images()));
        images.put("test", options.share().keepsAny() ? options.share() : described(data.test()));
        if (oracle.asksPeople()) {
            new GrownPool(folder, empty.images()).freeze(images);
        } else {
            folder.freezeData(images);
        }
        RunFiles files = folder.files();
        Initial initial = files.read(RunContents.INITIAL, Initial.class).orElseGet(() -> found(empty));
        files.delete(FEATURES);
        ClassHistory classes = ClassHistory.in(folder.path(), empty.classes());
        Pool begun = FittingFile.of(files.path(RunContents.INITIAL), () -> holdingOut(initial, empty))
                .renumbered(classes.atCycle(0));
        Optional<Map<ImageId, List<Annotation>>> annotations = files.isLost(RunContents.INITIAL_SKIPPED)
                ? Optional.empty()
                : CycleFolder.annotations(files, RunContents.INITIAL_ANNOTATIONS);
        if (annotations.isPresent()) {
            return FittingFile.of(
                    files.path(RunContents.INITIAL_ANNOTATIONS),
                    () -> begun.setAside(SkippedFile.read(files, RunContents.INITIAL_SKIPPED)
                                    .keySet())
                            .label(
                                    Pool.BEFORE_ALL,
                                    classes.ofAnnotations(Pool.BEFORE_ALL).of(annotations.get())));
        }
        Oracle.Complete answer = asked(
                oracle,
                Pool.BEFORE_ALL,
                FittingFile.of(
                        files.path(RunContents.INITIAL),
                        () -> initial.images().stream().map(begun::record).toList()));
        Pool labeled = begun.setAside(answer.skipped().keySet()).label(Pool.BEFORE_ALL, answer.annotations());
        requireLearnable(labeled);
        SkippedFile.write(files, RunContents.INITIAL_SKIPPED, Pool.BEFORE_ALL, answer.skipped());
        CycleFolder.annotated(files, RunContents.INITIAL_ANNOTATIONS, Pool.BEFORE_ALL, labeled);
        tellOfSkipped(listener, Pool.BEFORE_ALL, answer);
        return labeled;
    }

    static void tellOfSkipped(LoopListener listener, int cycle, Oracle.Complete answer) {
        if (!answer.skipped().isEmpty()) {
            listener.setAside(cycle, answer.skipped());
        }
    }

    private void requireLearnable(Pool labeled) {
        if (labeled.labeled().size() == 0) {
            throw new HualeException(folder.path() + ": every image of the initial set is set aside, so that there is"
                    + " nothing to learn from; take one out of skipped.tsv, or begin a run with another initial set");
        }
    }

    /** Writes the pool as it now is. */
    void keep(Pool pool) {
        kept = pool;
        folder.files().write(RunContents.POOL, PoolFile.content(pool));
        if (pool.holdsOut()) {
            folder.files().write(RunContents.TEST, PoolFile.content(pool.ofTest()));
        }
    }

    /** Writes the pool once more where the file of it is gone or damaged, or of a cycle before. */
    void mend(Pool pool) {
        boolean whole = (kept == null || kept == pool)
                && folder.files().isIntact(RunContents.POOL)
                && (!pool.holdsOut() || folder.files().isIntact(RunContents.TEST));
        if (!whole) {
            keep(pool);
        }
    }

    private Initial found(Pool empty) {
        InitialSet.Shared shared = data.initial().sharing(options.share(), empty);
        Pool choosable = empty.holdingOut(shared.heldOut());
        InitialSet initial = shared.initial();
        Initial found = initial.looks()
                ? chosen(shared, choosable)
                : initial(shared, initial.of(choosable, seeds), initial.how());
        folder.files().write(RunContents.INITIAL, found);
        return found;
    }

    private Initial initial(InitialSet.Shared shared, List<ImageId> learned, String how) {
        return new Initial(
                Stream.concat(learned.stream(), shared.test().stream()).sorted().toList(),
                how,
                options.share().keepsAny() ? shared.test() : null);
    }

    /** What was listed or chosen to be learned from stays so, whatever the lot of the image. */
    private Pool holdingOut(Initial initial, Pool empty) {
        Set<ImageId> test = initial.forEvaluation();
        Set<ImageId> learned = new HashSet<>(initial.images());
        learned.removeAll(test);
        return empty.holdingOut(options.share().of(empty.unlabeled()).stream()
                .filter(id -> !learned.contains(id))
                .toList());
    }

    private Initial chosen(InitialSet.Shared shared, Pool choosable) {
        InitialSet initial = shared.initial();
        initial.requireEnough(choosable.unlabeled()); // before weights are read
        try (ImageDescriber opened = describer.get()) {
            List<ImageId> images = new ColdStart(initial, opened)
                    .of(choosable, seeds, folder.files().path(FEATURES));
            return initial(shared, images, initial.how() + " of " + opened.kind());
        }
    }

    /** What became of all images asked for, or a halt where people are not done. */
    static Oracle.Complete asked(Oracle oracle, int cycle, List<ImageRecord> images) {
        Oracle.Answer answer = oracle.annotate(new Oracle.Request(cycle, images));
        if (answer instanceof Oracle.Pending pending) {
            throw new RunEndedException(new RunEnding.Waiting(pending));
        }
        Oracle.Complete complete = (Oracle.Complete) answer;
        List<ImageId> wanted = images.stream().map(ImageRecord::id).sorted().toList();
        List<ImageId> answered = Stream.concat(
                        complete.annotations().keySet().stream(), complete.skipped().keySet().stream())
                .sorted()
                .toList();
        boolean leftOut = oracle.mayLeaveOut() && new HashSet<>(wanted).containsAll(answered);
        if (!wanted.equals(answered) && !leftOut) {
            throw new IllegalStateException("the oracle was asked for " + wanted + " and answered for " + answered);
        }
        return complete;
    }

    static Map<String, Object> described(Dataset dataset) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", dataset.name());
        description.put("images", dataset.size());
        description.put("classes", dataset.classes().names());
        description.put("sha256", DatasetHash.of(dataset));
        return description;
    }
}
