package org.huale.cli.detector;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.huale.app.data.NamedData;
import org.huale.cli.AtLeast;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.UnusedOptions;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.coco.CocoFormat;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.identity.ClassReading;
import org.huale.dataset.yolo.YoloPredictions;
import org.huale.detect.provider.DetectorSource;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.Evaluator;
import org.huale.metric.bound.CrowdedTruth;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.correction.Correction;
import org.huale.metric.resample.ImageResamples;
import org.huale.metric.resample.TestMatches;
import org.huale.metric.result.CocoResultReader;
import org.huale.metric.result.CocoResultWriter;
import org.huale.metric.result.NumberedTruth;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;
import org.huale.report.evaluation.CorrectedFigures;
import org.huale.report.evaluation.EvaluationReport;
import org.huale.report.evaluation.FigureInterval;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the detections of a detector or of a result file with a data set. */
@Command(
        name = "evaluate",
        description = {
            "Evaluates detections: COCO's twelve figures and VOC's eleven-point and all-point AP at IoU 0.5, per class and"
                    + " overall.",
            "Undefined figures, such as those of a class without objects, are -1 in files and - in tables."
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluateCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DATASET",
            description = "True objects, such as voc:DIR[:SPLIT] or coco:ANNOTATIONS.json.")
    private String data;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin
    private ComputingOptions detector = new ComputingOptions();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "4",
            description = "With --weights: images per batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--save-detections",
            paramLabel = "FILE",
            description = "With --weights: write the detections as a COCO result file.")
    private @Nullable Path saved;

    /** Where the detections come from. */
    static final class Source {
        @Option(
                names = "--detections",
                paramLabel = "PATH",
                description =
                        "COCO result file of any tool: [{\"image_id\", \"category_id\", \"bbox\", \"score\"}, ...]; or a"
                                + " folder of YOLO text files with confidences.")
        private @Nullable Path file;

        @Option(names = "--weights", paramLabel = "FILE", description = "Weights of a detector.")
        private @Nullable Path weights;
    }

    @Option(
            names = ClassReading.OPTION,
            paramLabel = "READING",
            description =
                    "With --detections: how category ids are read: own (the data set's numbers), from-0 or from-1 (places"
                            + " in its list of classes) or names (default: as they all fit).")
    private @Nullable String categories;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "METRIC",
            defaultValue = "coco,voc",
            description = "Any of ${COMPLETION-CANDIDATES}, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Metric> metrics;

    @Option(
            names = "--max-detections",
            paramLabel = "N",
            defaultValue = "" + CocoEvaluator.USUAL_BOUND,
            description = "Detections of a class that count in an image by COCO's rules (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "0",
            description = "95 %% intervals from this many bootstrap resamples of the images (default: none).")
    private int resamples;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "With --bootstrap: random seed.")
    private long seed;

    @Option(
            names = "--corrections",
            description =
                    "Also print the figures with true classes, true boxes and both, and of detectors with proposals those with"
                            + " true regions: which kind of mistake costs most.")
    private boolean corrections;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for evaluation.json, CSV files and pictures of the precision-recall curves.")
    private Path out;

    @Option(
            names = "--overwrite",
            description =
                    "Write into --out even if it contains files; only those of an earlier evaluation are replaced or"
                            + " deleted.")
    private boolean overwrite;

    /** The metrics by the names that users give. */
    enum Metric {
        coco,
        voc;

        /** @param most detections of a class that count in an image by COCO's rules */
        Evaluator evaluator(int most) {
            return this == voc ? new VocEvaluator() : new CocoEvaluator(processors(), most);
        }

        private static int processors() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    @Override
    public Integer call() {
        refuseUnused();
        requireFreshFolder();
        requirePlaceForDetections();
        AtLeast.zero("--bootstrap", resamples);
        AtLeast.one("--batch", batch);
        requireBound();
        return source.weights == null ? evaluateFile(requireNonNull(source.file)) : evaluateDetector(source.weights);
    }

    private void refuseUnused() {
        UnusedOptions unused = new UnusedOptions(spec);
        if (source.weights == null) {
            unused.refuseOfDetector("detector", "--batch", "--save-detections");
        } else {
            unused.refuse("--detections", Stream.of(ClassReading.OPTION));
        }
        if (out == null) {
            unused.refuse("--out", Stream.of("--overwrite"));
        }
        refuseUnusedOfFigures(unused);
    }

    private void refuseUnusedOfFigures(UnusedOptions unused) {
        if (!metrics.contains(Metric.coco)) {
            unused.refuse("--metric coco", Stream.of("--max-detections"));
        }
        if (resamples == 0) {
            unused.refuse("--bootstrap", Stream.of("--seed"));
        }
    }

    private int evaluateFile(Path file) {
        DatasetLocator locator = DatasetLocator.parse(data);
        NumberedTruth truth = NumberedTruth.read(locator);
        if (truth.table().size() == 0) {
            throw new HualeException(data + ": has no box that can be used; 'huale validate " + data
                    + "' lists what is missing or unusable");
        }
        List<String> notes = new ArrayList<>(notes(truth.account()));
        truth.problems().forEach(problem -> notes.add(problem.toString()));
        CocoResultReader.Reading reading = results(file, locator, truth, notes);
        LOG.info("{}: {}", file, reading.words());
        reading.problems().forEach(problem -> notes.add(problem.toString()));
        report(file.toString(), notes, new EvaluationInput(truth.table(), reading.detections()), Map.of());
        return ExitCode.DONE;
    }

    private CocoResultReader.Reading results(
            Path file, DatasetLocator locator, NumberedTruth truth, List<String> notes) {
        Optional<ClassReading> asked = Optional.ofNullable(categories).map(ClassReading::named);
        if (!Files.isDirectory(file)) {
            return CocoResultReader.read(JsonStream.of(file), truth, asked);
        }
        DatasetReading images = locator.readWithoutImages();
        YoloPredictions.Reading rows = new YoloPredictions(
                        images.pool(), images.numbering(), locator.format() instanceof CocoFormat)
                .read(file, asked);
        rows.notes().forEach(note -> notes.add(note.toString()));
        return CocoResultReader.read(rows.results(), truth, Optional.of(ClassReading.NUMBERS));
    }

    private int evaluateDetector(Path weights) {
        DetectorSource wanted = detector.asked(weights); // checks the options before a long reading
        DatasetReading reading = DatasetLocator.parse(data).read();
        NamedData.requireBoxes(data, reading.account().counts());
        List<String> notes = new ArrayList<>(notes(Optional.of(reading.account())));
        reading.problems().forEach(problem -> notes.add(problem.toString()));
        EvaluatedDetector evaluated = new EvaluatedDetector(wanted, reading);
        EvaluatedDetector.Found found =
                evaluated.found(batch, spec.commandLine().getErr());
        if (saved != null) {
            CocoResultWriter.write(saved, found.byImage(), reading.numbering());
        }
        notes.addAll(found.classes().notes());
        EvaluationInput input = EvaluationInput.of(reading.dataset(), found.byImage());
        report(weights.toString(), notes, input, corrections ? evaluated.shown(found.classes()) : Map.of());
        return ExitCode.DONE;
    }

    private List<String> notes(Optional<AnnotationAccount> account) {
        return account.map(AnnotationAccount::counts).map(this::noted).orElse(List.of());
    }

    /** The log tells the account in any case, as it tells all notes; where everything can be used, there is nothing to note. */
    private List<String> noted(AnnotationAccount.Counts counts) {
        if (counts.isClean()) {
            LOG.info("{}: {}", data, counts.words());
            return List.of();
        }
        return List.of(data + ": " + counts.words());
    }

    /** Before all images are detected in. */
    private void requirePlaceForDetections() {
        if (saved == null) {
            return;
        }
        if (Files.isDirectory(saved)) {
            throw new HualeException("--save-detections: " + saved + ": is a folder; name a file");
        }
        if (!Files.isDirectory(saved.toAbsolutePath().resolveSibling(""))) {
            throw new HualeException("--save-detections: " + saved + ": its folder does not exist");
        }
    }

    private void requireBound() {
        try {
            CocoEvaluator.requireBound(most);
        } catch (IllegalArgumentException e) {
            throw new HualeException("--max-detections: " + e.getMessage(), e);
        }
    }

    /**
     * Evaluates, prints and writes, wherever the detections came from.
     *
     * @param shown what was found with something taken from the truth, by its name
     */
    private void report(
            String source, List<String> ofReading, EvaluationInput input, Map<String, EvaluationInput> shown) {
        List<String> notes = new ArrayList<>(ofReading);
        if (metrics.contains(Metric.coco)) {
            CrowdedTruth.of(input.truth(), most)
                    .ifPresent(it -> notes.add(it.words(most) + "; --max-detections counts more"));
        }
        List<Evaluation> evaluations = evaluations(input);
        List<FigureInterval> intervals = resamples == 0
                ? List.of()
                : FigureInterval.of(evaluations, TestMatches.of(input, most), new ImageResamples(resamples, seed));
        EvaluationReport report = new EvaluationReport(
                data, source, notes, evaluations, intervals, corrections ? corrected(input, shown) : List.of());
        notes.forEach(LOG::warn);
        if (out != null) {
            report.write(out);
        }
        spec.commandLine().getOut().println(json ? JsonOutput.ascii(report.toJson()) : report.toText());
    }

    private List<Evaluation> evaluations(EvaluationInput input) {
        return new LinkedHashSet<>(metrics)
                .stream().map(metric -> metric.evaluator(most).evaluate(input)).toList();
    }

    private List<CorrectedFigures> corrected(EvaluationInput input, Map<String, EvaluationInput> shown) {
        List<CorrectedFigures> corrected = new ArrayList<>();
        shown.forEach((with, found) -> corrected.add(CorrectedFigures.of(with, evaluations(found))));
        for (Correction correction : Correction.values()) {
            corrected.add(CorrectedFigures.of(correction.words(), evaluations(correction.of(input))));
        }
        return corrected;
    }

    private void requireFreshFolder() {
        if (out == null || overwrite || !Files.exists(out)) {
            return;
        }
        try (Stream<Path> files = Files.list(out)) {
            Optional<Path> first = files.findFirst();
            if (first.isPresent()) {
                throw new HualeException("--out " + out + " has files in it; name a new folder or add --overwrite");
            }
        } catch (IOException e) {
            throw new HualeException("--out " + out + " is no folder that can be read: " + e.getMessage(), e);
        }
    }
}
