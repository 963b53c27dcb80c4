package org.huale.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
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
    private final NewImages newImages;
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
        this.newImages = new NewImages(context.folder().files(), context.stop());
        this.folder = context.folder();
    }

    /** The pool with the initial set labeled. */
    Pool pool() {
        Pool empty = Pool.of(images());
        freeze(empty);
        RunFiles files = folder.files();
        InitialChoice.Chosen initial = choice.in(files, empty);
        ClassHistory classes = ClassHistory.in(folder.path(), empty.classes());
        Pool begun = FittingFile.of(files.path(RunContents.INITIAL), () -> initial.holdingOut(options.share(), empty))
                .renumbered(classes.atCycle(0));
        return answered().map(it -> labeled(begun, classes, it)).orElseGet(() -> annotated(begun, classes, initial));
    }

    /** Whoever annotates may put images into the pool while the run waits. */
    private Dataset images() {
        return annotating.oracle().asksPeople() ? newImages.readable(data.pool()) : data.pool();
    }

    private void freeze(Pool empty) {
        Object test = options.share().keepsAny() ? options.share() : DataDescription.of(data.test());
        Map<String, Object> images = DataDescription.of(empty.images(), test, data.weights());
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
        requireLearnable(labeled, answer, initial.images().size());
        SkippedFile.write(files, RunContents.INITIAL_SKIPPED, Pool.BEFORE_ALL, answer.skipped());
        CycleFolder.annotated(
                files,
                RunContents.INITIAL_ANNOTATIONS,
                Pool.BEFORE_ALL,
                LabeledImage.of(Pool.BEFORE_ALL, labeled, answer.annotations()));
        annotating.tellOfSkipped(Pool.BEFORE_ALL, answer);
        return labeled;
    }

    /** Asks again beforehand: what is closed could not be mended. */
    private void requireLearnable(Pool labeled, Oracle.Complete answer, int asked) {
        if (!labeled.labels().isEmpty()) {
            return;
        }
        annotating.oracle().reopen(Pool.BEFORE_ALL);
        int aside = answer.skipped().size();
        int test = answer.annotations().size();
        throw new HualeException(folder.path() + ": there is nothing to learn from: of the " + asked
                + " images of the initial set " + aside + " are set aside, " + test
                + " are annotated and kept for evaluation, and " + (asked - aside - test)
                + " are left over. The request is open again: annotate another of them, or one that is set aside"
                + " (files: take its line out of skipped.tsv first), or begin a run with another initial set");
    }
}
