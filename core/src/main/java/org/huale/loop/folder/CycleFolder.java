package org.huale.loop.folder;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.acquire.ImageScore;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.detect.DetectorTrainer;
import org.huale.geometry.ImageSize;
import org.huale.loop.oracle.Oracle;
import org.huale.loop.pool.LabeledImage;
import org.huale.loop.pool.Pool;
import org.huale.metric.Evaluation;
import org.huale.metric.resample.TestMatches;
import org.huale.problem.HualeException;
import org.huale.storage.FileBytes;
import org.huale.storage.FileFaults;
import org.jspecify.annotations.Nullable;

/** What a cycle leaves behind, file by file; an absent file is a step not done. */
public final class CycleFolder {
    static final String TRAINING = "training";
    static final String TRAINED = "trained.json";
    static final String EVALUATION = "evaluation.json";
    static final String MATCHES = "test-matches.gz";
    static final String SELECTION = "selection.json";
    static final String ANNOTATIONS = "annotations.json";
    static final String SKIPPED = "skipped.json";
    static final String TIMINGS = "timings.json";
    static final String RECORD = "cycle.json";

    private final RunFiles files;

    public CycleFolder(RunFiles files) {
        this.files = files;
    }

    /** @param weights relative to the cycle's folder, so that a run can be moved */
    public record Trained(String weights, Map<String, Double> losses) {
        public Trained {
            if (weights == null || losses == null) {
                throw new IllegalArgumentException("weights and losses are missing");
            }
            if (weights.isBlank()) {
                throw new IllegalArgumentException("weights: must name a file");
            }
        }
    }

    private record Evaluated(Map<String, Evaluation> evaluations) {}

    /**
     * What was selected.
     *
     * @param forwards images that went through the detector, by view
     * @param test images for evaluation that are annotated beside the chosen ones; null where there is a test set, and in files
     *     of earlier versions
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Selected(
            List<SelectionRecord.Chosen> chosen,
            List<ImageScore> passedOver,
            Map<String, Integer> forwards,
            @Nullable List<ImageId> test) {
        public SelectionRecord shown() {
            return new SelectionRecord(chosen, passedOver);
        }
    }

    private record Annotated(int cycle, String columns, List<LabeledImage> images) {}

    /** Seconds by stage, of the process that ended the stage, and the most memory of any. */
    public record Timings(Map<String, Double> seconds, double peakMegabytes) {}

    public Path path() {
        return files.path("");
    }

    public Path training() {
        return files.path(TRAINING);
    }

    public Path predictions() {
        return files.path("predictions");
    }

    public void deletePredictions() {
        files.delete("predictions");
    }

    public Optional<Trained> trained() {
        return files.read(TRAINED, Trained.class);
    }

    public Path weights(Trained trained) {
        return files.path("").resolve(trained.weights());
    }

    /** What tells the detector from those of other cycles; empty in runs whose weights have no sum. */
    public Map<String, String> identity(Trained trained) {
        return files.lines()
                .noted(trained.weights())
                .map(sum -> Map.of("weights", sum))
                .orElse(Map.of());
    }

    /**
     * Of a training that is done. A repair does not see what is missed here: weights that HUALE deletes have no sum any more, and a run
     * that is not extended needs none.
     *
     * @throws HualeException where they are gone, with what to do about it
     */
    public Path requiredWeights(Trained trained) {
        Path weights = weights(trained);
        if (!Files.exists(weights)) {
            throw new HualeException(
                    weights + ": is gone and needed, as it is where weights were deleted to save space;"
                            + " delete " + files.path(TRAINED) + " and the folder " + files.path(TRAINING)
                            + ", and 'huale resume "
                            + files.run() + "' trains this detector again");
        }
        return weights;
    }

    public Trained trained(DetectorTrainer.Outcome outcome) {
        Path from = files.path("").toAbsolutePath().normalize();
        Path weights = from.relativize(outcome.weights().toAbsolutePath().normalize());
        Trained trained = new Trained(weights.toString().replace('\\', '/'), ordered(outcome.losses()));
        sealTraining();
        files.write(TRAINED, trained);
        return trained;
    }

    /** Notes the sums of what a training that is over has left, which it is from now on. */
    void sealTraining() {
        TrainingFiles training = new TrainingFiles(files);
        training.forget();
        files.seal(training.names());
    }

    public Optional<Map<String, Evaluation>> evaluations() {
        if (files.isLost(MATCHES)) {
            return Optional.empty(); // both come of one evaluation
        }
        return files.read(EVALUATION, Evaluated.class).map(Evaluated::evaluations);
    }

    /** Returns them as they are in the file, without curves. */
    public Map<String, Evaluation> evaluated(Map<String, Evaluation> evaluations) {
        files.write(EVALUATION, new Evaluated(evaluations));
        return evaluations().orElseThrow();
    }

    /** What became of the detections in the test images; empty in runs of before there was such a file. */
    Optional<TestMatches> matches() {
        files.requireIntact(MATCHES);
        return TestMatches.read(files.path(MATCHES));
    }

    public void matched(TestMatches matches) {
        byte[] bytes = matches.bytes();
        files.write(MATCHES, channel -> FileBytes.write(channel, ByteBuffer.wrap(bytes)));
    }

    public Path selectionFile() {
        return files.path(SELECTION);
    }

    public Optional<Selected> selection() {
        return files.read(SELECTION, Selected.class);
    }

    /** The same without what was seen in the chosen images. */
    Optional<SelectionRecord> chosen() {
        return files.read(SELECTION, Selected.class, RunJson.withoutDetections())
                .map(Selected::shown);
    }

    public Selected selected(Selected selected) {
        files.write(SELECTION, selected);
        return selected;
    }

    public Path annotationsFile() {
        return files.path(ANNOTATIONS);
    }

    public Optional<Map<ImageId, List<Annotation>>> annotations() {
        return files.isLost(SKIPPED) ? Optional.empty() : annotations(files, ANNOTATIONS);
    }

    /**
     * Whether all files of a cycle that has ended are there, so that nothing of it is to be done again.
     *
     * @param selects whether anything was selected after it
     */
    public boolean isWhole(boolean selects) {
        boolean measured = files.has(TRAINED) && files.has(EVALUATION) && !files.isLost(MATCHES);
        return measured && (!selects || (files.has(SELECTION) && isAnnotated() && !files.isLost(SKIPPED)));
    }

    public static Optional<Map<ImageId, List<Annotation>>> annotations(RunFiles files, String name) {
        return files.read(name, Annotated.class).map(it -> {
            Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
            try {
                it.images().forEach(image -> annotations.put(new ImageId(image.image()), image.annotations()));
            } catch (IllegalArgumentException e) {
                throw new HualeException(files.path(name) + ": damaged: " + e.getMessage(), e);
            }
            return annotations;
        });
    }

    /** The sizes that the images had when they were annotated, as far as the file says them. */
    Map<ImageId, ImageSize> sizes() {
        return sizes(files, ANNOTATIONS);
    }

    static Map<ImageId, ImageSize> sizes(RunFiles files, String name) {
        Map<ImageId, ImageSize> sizes = new TreeMap<>();
        files.read(name, Annotated.class)
                .ifPresent(it -> it.images()
                        .forEach(image -> image.size().ifPresent(size -> sizes.put(new ImageId(image.image()), size))));
        return sizes;
    }

    /**
     * Writes what an oracle answered.
     *
     * @param pool that the images are of
     * @param answer in the classes that it was asked for in
     */
    public void annotated(int cycle, Pool pool, Oracle.Complete answer) {
        SkippedFile.write(files, SKIPPED, cycle, answer.skipped()); // before the file that says that the step is done
        annotated(files, ANNOTATIONS, cycle, LabeledImage.of(cycle, pool, answer.annotations()));
    }

    /** Images that were set aside when the cycle's were annotated, with the reasons. */
    public Map<ImageId, String> skipped() {
        return SkippedFile.read(files, SKIPPED);
    }

    /** @param images with what an oracle answered for them, in the classes that it was asked for in */
    public static void annotated(RunFiles files, String name, int cycle, List<LabeledImage> images) {
        files.write(name, new Annotated(cycle, LabeledImage.COLUMNS, images));
    }

    public Timings timings() {
        return files.read(TIMINGS, Timings.class).orElseGet(() -> new Timings(Map.of(), 0));
    }

    public void timed(CycleStage stage, double seconds) {
        Timings before = timings();
        Map<String, Double> all = new LinkedHashMap<>(before.seconds());
        all.put(stage.word(), seconds);
        files.write(TIMINGS, new Timings(all, Math.max(before.peakMegabytes(), PeakMemory.megabytes())));
    }

    /** Copies what stands in the files of training and evaluation, and their times; the training's folder is there already. */
    void takeFirstStages(CycleFolder other) {
        sealTraining();
        files.write(TRAINED, other.trained().orElseThrow());
        other.matches().ifPresent(this::matched);
        files.write(EVALUATION, new Evaluated(other.evaluations().orElseThrow()));
        Map<String, Double> seconds = new LinkedHashMap<>(other.timings().seconds());
        seconds.keySet().retainAll(List.of(CycleStage.TRAIN.word(), CycleStage.EVALUATE.word()));
        files.write(TIMINGS, new Timings(seconds, other.timings().peakMegabytes()));
    }

    /** The folder that the weights are in, or were; that of the cycle where none are trained. */
    Path weightsFolder() {
        return trained().map(this::weights).map(Path::getParent).orElse(files.path(""));
    }

    /**
     * Deletes the folder of the weights, if they have one of their own below that of the training, which goes on to stand as done.
     * Others stay: a trainer may keep them where it likes, and what names them may have come from somebody else.
     */
    void deleteWeights() {
        Path weights = weightsFolder();
        Optional<String> own = ownName(weights);
        if (own.isEmpty() && Files.exists(weights)) {
            return;
        }
        own.ifPresent(files::delete);
        Path place = weights.toAbsolutePath().normalize();
        files.forget(new TrainingFiles(files)
                .sealed().stream()
                        .filter(it -> place.equals(
                                files.path(it).toAbsolutePath().normalize().getParent()))
                        .toList());
    }

    /** What a folder below that of the training is called; empty where it lies elsewhere, be it by a link, or is not there. */
    private Optional<String> ownName(Path weights) {
        try {
            Path cycle = files.path("").toRealPath();
            Path real = weights.toRealPath();
            Path training = cycle.resolve(TRAINING);
            boolean isLink = Files.isSymbolicLink(files.path("")); // then it is the cycle of another run
            boolean isOwn = !isLink && real.startsWith(training) && !real.equals(training);
            return isOwn ? Optional.of(cycle.relativize(real).toString()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(weights + ": cannot be looked for: " + FileFaults.reason(e), e);
        }
    }

    boolean isAnnotated() {
        return files.has(ANNOTATIONS);
    }

    boolean hasBegunTraining() {
        return files.has(TRAINED) || files.has(TRAINING);
    }

    /** Whether images were chosen, be the file still there or not. */
    boolean hasChosen() {
        return files.has(SELECTION) || files.isLost(SELECTION);
    }

    boolean hasEnded() {
        return files.has(RECORD);
    }

    /** Without what was seen in the chosen images. */
    public Optional<CycleRecord> record() {
        return files.read(RECORD, CycleRecord.class, RunJson.withoutDetections());
    }

    /** With what was seen in the chosen images. */
    Optional<CycleRecord> recordWithDetections() {
        return files.read(RECORD, CycleRecord.class);
    }

    public void recorded(CycleRecord record) {
        files.write(RECORD, record);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return new LinkedHashMap<>(map);
    }
}
