package org.huale.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.progress.ProgressReporter;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.option.ReadingOptions;
import org.huale.dataset.validation.DatasetSummary;
import org.huale.dataset.validation.DatasetValidation;
import org.huale.image.ImageReader;
import org.huale.image.OrientationPolicy;
import org.huale.image.ReadingRules;
import org.huale.image.format.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.storage.FileHashes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reads a data set, decodes its images, and prints its contents and every problem.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {" 0:all of it can be used", " 2:something cannot be used"})
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATASET",
            description =
                    "A data set, such as voc:DIR[:SPLIT], coco:ANNOTATIONS.json[:IMAGES_DIR] or cvat:FILE.xml; behind it, how it"
                            + " is to be read otherwise than it says: '?boxes=xyxy&classes=cat,dog&pixels=stored'.")
    private String dataset;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--no-decode", description = "Read only the headers of images.")
    private boolean withoutDecoding;

    @Option(
            names = "--orientation",
            defaultValue = "apply",
            description = "What to do with EXIF orientation: apply, ignore or fail (default: ${DEFAULT-VALUE}).")
    private OrientationPolicy orientation;

    @Option(names = "--threads", description = "Images to check at the same time (default: all processors).")
    private Optional<Integer> threads;

    @Option(
            names = "--hashes",
            paramLabel = "FILE",
            description =
                    "File that remembers the hashes of the image files, made where missing: files whose length and time of"
                            + " change are as before are not read for their hashes again.")
    private @Nullable Path hashes;

    @Option(
            names = "--for",
            paramLabel = "MODEL",
            description =
                    "Also print what a detector's kind has to say of the data set, such as how well its anchors fit the boxes"
                            + " and how long a training takes: a model's name, a weights file or the YAML file of a run.")
    private @Nullable String model;

    /**
     * What {@code --json} prints.
     *
     * @param account what became of all images and annotation files
     * @param training what one of the detector may expect; null where none was named or nothing can be said of its kind
     * @param kind of the detector; null where none was named
     */
    record Output(
            String dataset,
            DatasetSummary summary,
            AnnotationAccount.Counts account,
            List<Problem> problems,
            NamedDetector.@Nullable Expectation training,
            @Nullable String kind) {}

    @Override
    public Integer call() {
        DatasetLocator locator = DatasetLocator.parse(dataset);
        DatasetReading reading = locator.read(orientation);
        NamedDetector detector = model == null ? null : NamedDetector.of(model);
        DatasetValidation validation = validate(reading, locator.options().pixels());
        print(new Output(
                locator.toString(),
                validation.summary(),
                reading.account().counts(),
                validation.problems(),
                detector == null
                        ? null
                        : detector.expectation(reading.dataset()).orElse(null),
                detector == null ? null : detector.kind()));
        return validation.hasUnusable() ? ExitCode.USER_INPUT : ExitCode.DONE;
    }

    private void print(Output output) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, output);
            return;
        }
        DatasetTables tables = new DatasetTables(out);
        tables.print(output.dataset(), output.summary());
        tables.print(output.account());
        if (output.kind() != null) {
            tables.print(output.kind(), output.training());
        }
        tables.print(output.problems());
    }

    private DatasetValidation validate(DatasetReading reading, ReadingOptions.Pixels pixels) {
        int workers = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (workers < 1 || workers > 1024) {
            throw new HualeException("--threads must be in [1, 1024], got " + workers);
        }
        ReadingRules rules = ReadingRules.defaults().with(orientation);
        Optional<ImageReader> decoder = withoutDecoding ? Optional.empty() : Optional.of(new ImageIoReader(rules));
        ProgressReporter.Task task =
                new ProgressReporter.Task("decode", "images", reading.pool().size());
        try (ProgressReporter progress =
                ProgressReporter.start(task, spec.commandLine().getErr())) {
            FileHashes known = hashes == null ? FileHashes.none() : FileHashes.in(hashes, Clock.systemUTC());
            DatasetValidation validation = DatasetValidation.of(
                    reading,
                    new DatasetValidation.Options(
                            decoder, orientation, pixels, known, workers, () -> progress.advance(1)));
            known.keep();
            return validation;
        }
    }
}
