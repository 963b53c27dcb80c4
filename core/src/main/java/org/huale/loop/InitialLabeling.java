package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.loop.folder.CycleFolder;
import org.huale.loop.folder.RunContents;
import org.huale.loop.folder.RunFiles;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.SkippedFile;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.LabeledImage;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;

/** What comes before the first cycle: the initial set and its annotations. */
final class InitialLabeling {
    private final ActiveLearningLoop.Data data;
    private final LoopOptions options;
    private final InitialChoice choice;
    private final Annotating annotating;
    private final RunFolder folder;

    InitialLabeling(
            ActiveLearningLoop.Parts parts,
            ActiveLearningLoop.Data data,
            LoopOptions options,
            ActiveLearningLoop.Context context) {
        this.data = data;
        this.options = options;
        this.choice = new InitialChoice(data.initial(), options, () -> ActiveLearningLoop.describer(parts, context));
        this.annotating = new Annotating(parts.oracle(), context.listener());
        this.folder = context.folder();
    }

    /** The pool with the initial set labeled. */
    Pool pool() {
        Pool empty = Pool.of(data.pool());
        freeze(empty);
        RunFiles files = folder.files();
        InitialChoice.Chosen initial = choice.in(files, empty);
        ClassHistory classes = ClassHistory.in(folder.path(), empty.classes());
        Pool begun = FittingFile.of(files.path(RunContents.INITIAL), () -> initial.holdingOut(options.share(), empty))
                .renumbered(classes.atCycle(0));
        return answered().map(it -> labeled(begun, classes, it)).orElseGet(() -> annotated(begun, classes, initial));
    }

    private void freeze(Pool empty) {
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("pool", DataDescription.of(empty.images()));
        images.put("test", options.share().keepsAny() ? options.share() : DataDescription.of(data.test()));
        if (!data.weights().isEmpty()) {
            images.put(RunContents.WEIGHTS, new TreeMap<>(data.weights()));
        }
        if (annotating.oracle().asksPeople()) {
            new GrownPool(folder, empty.images()).freeze(images);
        } else {
            folder.freezeData(images);
        }
    }

    /** The annotations that were kept; both files come of one answer. */
    private Optional<Map<ImageId, List<Annotation>>> answered() {
        RunFiles files = folder.files();
        return files.isLost(RunContents.INITIAL_SKIPPED)
                ? Optional.empty()
                : CycleFolder.annotations(files, RunContents.INITIAL_ANNOTATIONS);
    }

    private Pool labeled(Pool begun, ClassHistory classes, Map<ImageId, List<Annotation>> annotations) {
        RunFiles files = folder.files();
        return FittingFile.of(
                files.path(RunContents.INITIAL_ANNOTATIONS),
                () -> begun.setAside(SkippedFile.read(files, RunContents.INITIAL_SKIPPED)
                                .keySet())
                        .label(
                                Pool.BEFORE_ALL,
                                classes.ofAnnotations(Pool.BEFORE_ALL).of(annotations)));
    }

    private Pool annotated(Pool begun, ClassHistory classes, InitialChoice.Chosen initial) {
        RunFiles files = folder.files();
        Oracle.Complete answer = annotating.of(
                Pool.BEFORE_ALL,
                FittingFile.of(
                        files.path(RunContents.INITIAL),
                        () -> initial.images().stream().map(begun::record).toList()));
        Pool labeled = begun.setAside(answer.skipped().keySet())
                .label(Pool.BEFORE_ALL, classes.ofAnnotations(Pool.BEFORE_ALL).of(answer.annotations()));
        requireLearnable(labeled);
        SkippedFile.write(files, RunContents.INITIAL_SKIPPED, Pool.BEFORE_ALL, answer.skipped());
        CycleFolder.annotated(
                files,
                RunContents.INITIAL_ANNOTATIONS,
                Pool.BEFORE_ALL,
                LabeledImage.of(Pool.BEFORE_ALL, labeled, answer.annotations()));
        annotating.tellOfSkipped(Pool.BEFORE_ALL, answer);
        return labeled;
    }

    private void requireLearnable(Pool labeled) {
        if (labeled.labeled().size() == 0) {
            throw new HualeException(folder.path() + ": every image of the initial set is set aside, so that there is"
                    + " nothing to learn from; take one out of skipped.tsv, or begin a run with another initial set");
        }
    }
}
