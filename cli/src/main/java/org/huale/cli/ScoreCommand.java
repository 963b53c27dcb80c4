package org.huale.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.DistinctStrategy;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.acquire.distinct.Signatures;
import org.huale.acquire.store.StoredPredictions;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.detect.WatchedDetector;
import org.huale.image.ImageIoReader;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.provenance.ProvenanceFile;
import org.huale.torch.TorchDetector;
import org.huale.torch.TorchEnvironment;
import org.huale.torch.TorchPoolDetector;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.train.BesideWeights;
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
            "Says which images of a pool to annotate next, and why: writes selection.txt, selection.json and scores.csv.",
            "Stopped at any moment it goes on where it was when called again with the same arguments."
        })
final class ScoreCommand implements Callable<Integer> {
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
                description = "Instead, what another detector found: a COCO result file, see docs/scoring.md; - reads"
                        + " standard input.")
        private @Nullable String predictions;
    }

    @Option(
            names = "--data",
            required = true,
            paramLabel = "POOL",
            description =
                    "Images to choose from: a folder of images, voc:DIR[:SPLIT], coco:ANNOTATIONS.json[:IMAGES_DIR]"
                            + " or yolo:DATA.yaml[:SPLIT].")
    private String data;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "hua",
            description = "random, entropy, hua, another of docs/strategies.md or one of your own (default:"
                    + " ${DEFAULT-VALUE}).")
    private String strategy;

    @Option(names = "--budget", required = true, paramLabel = "N", description = "How many images to choose.")
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
            description = "List of images that are annotated already, an id a line; strategies may learn from their"
                    + " annotations in --data.")
    private @Nullable Path labeled;

    @Option(names = "--exclude", paramLabel = "FILE", description = "List of images that must not be chosen.")
    private @Nullable Path excluded;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Of all randomness (default: 0).")
    private long seed;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "4",
            description = "Images detected in together (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private DetectorOptions detector = new DetectorOptions();

    @Option(names = "--json", description = "Print what selection.json holds.")
    private boolean json;

    @Parameters(
            paramLabel = "KEY=VALUE",
            arity = "0..*",
            description =
                    "Options of the strategy, such as retrieval.ratio=4, and selection.nearDuplicates.avoid=never.")
    private List<String> options = List.of();

    /** The keys are those of a run. */
    private record Chosen(StrategyChoice strategy, Selected selection) {
        static Chosen standard() {
            return new Chosen(StrategyChoice.named("hua"), new Selected(NearDuplicates.defaults()));
        }
    }

    private record Selected(NearDuplicates nearDuplicates) {}

    @Override
    public Integer call() {
        requirePositive("--budget", budget);
        requirePositive("--batch", batch);
        Chosen chosen = chosen();
        PoolReading reading = PoolReading.read(data);
        ScoringPool pool = ScoringPool.of(reading.dataset(), labeled, excluded);
        Scoring scoring = new Scoring(pool, new Scoring.Wish(distinct(chosen), budget, seed));
        if (source.weights == null) {
            scoreFile(GivenPredictions.read(requireNonNull(source.predictions), reading), scoring, chosen);
        } else {
            scoreDetector(source.weights, scoring, chosen);
        }
        return ExitCode.DONE;
    }

    private void scoreFile(GivenPredictions given, Scoring scoring, Chosen chosen) {
        given.predictions().requireEnough(chosen.strategy().strategy().needs());
        claim(scoring.pool(), chosen, Map.of("predictions", given.fingerprint()));
        print(scoring.run(given.predictions(), given::of, out), "");
    }

    private void scoreDetector(Path weights, Scoring scoring, Chosen chosen) {
        TorchDetector.Source opening = detector.source(weights);
        Map<String, String> identity = identity(weights, opening);
        Dataset pool = claim(scoring.pool(), chosen, identity);
        noteArithmetic(opening);
        StoredPredictions.Origin origin = new StoredPredictions.Origin(
                identity,
                () -> new WatchedDetector(
                        TorchPoolDetector.open(opening, OpenCvReader.defaults(), batch),
                        new DetectionProgress(spec.commandLine().getErr())));
        try (StoredPredictions predictions = StoredPredictions.open(
                out.resolve("predictions"),
                origin,
                pool,
                chosen.strategy().strategy().needs())) {
            Scoring.Result result = scoring.run(predictions, predictions::known, out);
            print(result, "; forwards " + predictions.forwards());
        }
    }

    /** Predictions that are there already stay, also where this machine would find others in the last bits. */
    private void noteArithmetic(TorchDetector.Source opening) {
        Arithmetic arithmetic = TorchEnvironment.inspect().arithmetic(opening.device(), opening.threads());
        ProvenanceFile file = ProvenanceFile.in(out);
        arithmetic.notice(out, file.processes()).ifPresent(spec.commandLine().getErr()::println);
        Map<String, String> provenance = Invocation.of(spec);
        provenance.putAll(arithmetic.provenance());
        file.goOn(provenance);
    }

    /** Makes the folder this scoring's; gives the images. */
    private Dataset claim(ScoringPool pool, Chosen chosen, Map<String, String> identity) {
        Dataset images = pool.pool().images();
        new ScoreArguments(
                        described(images),
                        hash(labeled),
                        hash(excluded),
                        chosen.strategy(),
                        chosen.selection().nearDuplicates(),
                        budget,
                        seed,
                        identity)
                .claim(out);
        return images;
    }

    private AcquisitionStrategy distinct(Chosen chosen) {
        Signatures signatures = Signatures.in(out.resolve(Signatures.FILE), ImageIoReader.defaults());
        return new DistinctStrategy(
                chosen.strategy().strategy(), chosen.selection().nearDuplicates(), signatures);
    }

    private Chosen chosen() {
        Settings settings = new Settings().value("strategy.name", strategy, "--strategy");
        options.forEach(word -> settings.assignment(isWhole(word) ? word : "strategy." + word));
        return settings.into(Chosen.standard());
    }

    private static boolean isWhole(String word) {
        return word.startsWith("strategy.") || word.startsWith("selection.");
    }

    private static Map<String, String> described(Dataset pool) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("name", pool.name());
        described.put("images", Integer.toString(pool.size()));
        described.put("hash", DatasetHash.of(pool));
        return described;
    }

    private Map<String, String> identity(Path weights, TorchDetector.Source opening) {
        Map<String, String> identity = new TreeMap<>();
        identity.put("weights", Fingerprint.of(weights));
        BesideWeights.of(weights)
                .forEach(file -> identity.put("weights of " + file.getFileName(), Fingerprint.of(file)));
        identity.put("options", Fingerprint.of(ConfigJson.write(requireNonNull(opening.options()))));
        identity.put("device", opening.device());
        identity.put("threads", Integer.toString(opening.threads()));
        identity.put("batch", Integer.toString(batch));
        return identity;
    }

    private static String hash(@Nullable Path list) {
        return list == null ? "" : Fingerprint.of(list);
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

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new HualeException(option + " must be at least 1, got " + value);
        }
    }
}
