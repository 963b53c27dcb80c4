package org.huale.cli.detector;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.score.Cluster;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.ScoreRequest;
import org.huale.app.score.ScoreSession;
import org.huale.app.score.Scoring;
import org.huale.cli.AtLeast;
import org.huale.cli.ExitCode;
import org.huale.cli.JsonOutput;
import org.huale.cli.UnusedOptions;
import org.huale.cli.Version;
import org.huale.cli.progress.DetectionProgress;
import org.huale.config.Settings;
import org.huale.dataset.identity.ClassReading;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Selection alone, for a detector that exists, HUALE's or another. */
@Command(
        name = "score",
        description = {
            "Selects the images of a pool to annotate next and says why: writes selection.txt, selection.json and scores.csv.",
            "After an interruption, call it again with the same arguments to continue."
        })
public final class ScoreCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Where the predictions come from. */
    static final class Source {
        @Option(names = "--weights", paramLabel = "FILE", description = "Weights of a detector.")
        private @Nullable Path weights;

        @Option(
                names = "--predictions",
                paramLabel = "FILE",
                description = "Instead, what another detector found: a COCO result file, or a folder of YOLO text files"
                        + " with confidences, see docs/scoring.md; - reads"
                        + " standard input. Or the folder of Parquet files that --spark left.")
        private @Nullable String predictions;
    }

    @Option(
            names = ClassReading.OPTION,
            paramLabel = "READING",
            description =
                    "With --predictions: how category ids are read: own (the data set's numbers), from-0 or from-1 (places"
                            + " in its list of classes) or names (default: as they all fit).")
    private @Nullable String categories;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "POOL",
            description =
                    "Images to select from: a folder of images, voc:DIR[:SPLIT], coco:ANNOTATIONS.json[:IMAGES_DIR]"
                            + " or another data set.")
    private String data;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = StrategyChoice.USUAL,
            description = "random, entropy, coverage, another of docs/strategies.md or one of your own (default:"
                    + " ${DEFAULT-VALUE}).")
    private String strategy;

    @Option(names = "--budget", required = true, paramLabel = "N", description = "How many images to select.")
    private int budget;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "score",
            description = "Folder for the results and the predictions (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--labeled",
            paramLabel = "FILE",
            description =
                    "File that lists images already annotated, one a line: ids, file names or paths, in one way for the"
                            + " whole list; strategies may learn from their annotations in --data.")
    private @Nullable Path labeled;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "File that lists images not to select, in the form of --labeled.")
    private @Nullable Path excluded;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Random seed (default: 0).")
    private long seed;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "4",
            description = "Images per batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @ArgGroup(exclusive = false)
    private @Nullable Spark spark;

    /** Where the detector works, if not here. */
    static final class Spark {
        @Option(
                names = "--spark",
                required = true,
                paramLabel = "URL",
                description = "Detect on a Spark cluster: spark://HOST:7077, local[2], yarn, k8s://...; SPARK_HOME says"
                        + " where Spark is, see docs/spark.md.")
        private String url;

        @Option(
                names = "--parquet",
                paramLabel = "PLACE",
                description = "Where the cluster keeps predictions as Parquet files: a folder that all its machines"
                        + " share, or a URL of Hadoop (default: parquet in --out).")
        private @Nullable String parquet;
    }

    @Mixin
    private ComputingOptions detector = new ComputingOptions();

    @Option(names = "--json", description = "Print what selection.json holds.")
    private boolean json;

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description =
                    "Options of the strategy, such as candidates.factor=4, and selection.nearDuplicates.avoid=never.")
    private List<String> options = List.of();

    /** The keys are those of a run. */
    private record Chosen(StrategyChoice strategy, Selected selection) {
        static Chosen standard() {
            return new Chosen(StrategyChoice.named(StrategyChoice.USUAL), new Selected(NearDuplicates.defaults()));
        }
    }

    private record Selected(NearDuplicates nearDuplicates) {}

    @Override
    public Integer call() {
        refuseUnused();
        AtLeast.one("--budget", budget);
        AtLeast.one("--batch", batch);
        Chosen chosen = chosen();
        ScoreSession session = new ScoreSession(
                new ScoreRequest(
                        new ScoreRequest.Images(data, labeled, excluded),
                        chosen.strategy(),
                        chosen.selection().nearDuplicates(),
                        budget,
                        seed),
                out);
        if (source.weights == null) {
            print(byPredictions(session), "");
        } else {
            Scoring.Result result = session.byDetector(
                    detecting(source.weights),
                    Version.invocation(spec),
                    spec.commandLine().getErr()::println);
            print(result, "; forwards " + result.forwards());
        }
        return ExitCode.DONE;
    }

    private void refuseUnused() {
        UnusedOptions unused = new UnusedOptions(spec);
        if (source.weights == null) {
            unused.refuseOfDetector("detector", "--batch");
        } else {
            unused.refuse("--predictions", Stream.of(ClassReading.OPTION));
        }
    }

    private Scoring.Result byPredictions(ScoreSession session) {
        if (spark != null) {
            throw new HualeException("--spark detects with --weights; with --predictions there is nothing to detect");
        }
        return session.byPredictions(
                requireNonNull(source.predictions),
                Optional.ofNullable(categories).map(ClassReading::named));
    }

    private ScoreSession.Detecting detecting(Path weights) {
        return new ScoreSession.Detecting(
                detector.asked(weights),
                batch,
                new DetectionProgress(spec.commandLine().getErr()),
                spark == null ? DetectionPlace.here() : Cluster.found().at(spark.url, spark.parquet));
    }

    private Chosen chosen() {
        Settings settings = new Settings().value("strategy.name", strategy, "--strategy");
        options.forEach(word -> settings.assignment(isWhole(word) ? word : "strategy." + word));
        return settings.into(Chosen.standard());
    }

    private static boolean isWhole(String word) {
        return word.startsWith("strategy.") || word.startsWith("selection.");
    }

    private void print(Scoring.Result result, String cost) {
        PrintWriter printer = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(printer, result.record());
            return;
        }
        List<ImageScore> chosen = result.selection().chosen();
        for (int i = 0; i < Math.min(SHOWN, chosen.size()); i++) {
            printer.printf(
                    Locale.ROOT,
                    "%4d  %10.4f  %s%n      %s%n",
                    i + 1,
                    chosen.get(i).score(),
                    chosen.get(i).image(),
                    inWords(chosen.get(i).explanation()));
        }
        printer.println("chose " + chosen.size() + " of " + result.unlabeled() + " images" + cost + "; see "
                + out.resolve("selection.txt") + ", selection.json and scores.csv");
        printer.flush();
    }

    private static String inWords(Explanation explanation) {
        return explanation.parts().stream()
                .map(part -> String.format(Locale.ROOT, "%s %.3f", part.name(), part.value())
                        + (part.reason().isEmpty() ? "" : " (" + part.reason() + ")"))
                .collect(Collectors.joining("; "));
    }
}
