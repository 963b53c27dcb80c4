package org.huale.report.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.curve.Figure;

/**
 * A line of a {@code cycles.csv}.
 *
 * @param place file and row, for messages
 * @param cells by column, as {@link RunCsv} names them
 */
record CycleRow(String place, Map<String, String> cells) {
    static final String RUN = "run";
    static final String DATASET = "dataset";
    static final String STRATEGY = "strategy";
    static final String LOSS = "loss";
    static final String SEED = "seed";
    static final String CYCLE = "cycle";
    static final String IMAGES = "images";
    static final String BOXES = "boxes";
    static final String PEAK_MEGABYTES = "peak megabytes";
    static final String REPLICATE = "replicate";
    static final String PLANNED = "planned cycles";
    static final String ARM = "arm";
    static final String OPTIONS = "options";
    static final String CLASS_ENTROPY = "class entropy";
    static final String LOSS_TERM = "loss ";
    static final String SECONDS = "seconds ";
    static final String FORWARDS = "forwards ";
    static final String BOXES_OF = "boxes ";

    /** Of a column for each of several things, such as {@code boxes cat}, what comes before the name of the thing. */
    private static final List<String> PREFIXES = List.of(LOSS_TERM, SECONDS, FORWARDS, BOXES_OF);

    static final List<String> NEEDED =
            List.of(RUN, DATASET, STRATEGY, LOSS, SEED, CYCLE, IMAGES, BOXES, PEAK_MEGABYTES);
    private static final List<String> FURTHER = List.of(REPLICATE, PLANNED, ARM, OPTIONS, CLASS_ENTROPY);

    /**
     * What the lines of a run have in common.
     *
     * @param planned cycles that it is to have, 0 where nobody knows
     * @param arm number of its arm; empty where a table of an earlier version has none
     */
    record Run(
            String name,
            String dataset,
            String strategy,
            String loss,
            long seed,
            int replicate,
            int planned,
            String arm) {
        static final String UNTOLD = "options";

        /** The same under whatever name. */
        Run unnamed() {
            return new Run("", dataset, strategy, loss, seed, replicate, 0, arm);
        }

        /** @param options of its arm; none where the table does not tell them */
        RunHistory history(Map<String, String> options, List<CycleRow> rows, Path file) {
            List<String> classes = rows.get(0)
                    .taken()
                    .filter(name -> name.startsWith(BOXES_OF))
                    .map(name -> name.substring(BOXES_OF.length()))
                    .toList();
            Map<String, String> provenance = arm.isEmpty()
                    ? Map.of(RunHistory.TABLE, file.toString(), UNTOLD, "not told")
                    : Map.of(RunHistory.TABLE, file.toString());
            String config = new ConfigKeys(options, replicate, planned).text();
            return new RunHistory(
                    new RunSummary(name, dataset, strategy, loss, seed, classes, config, provenance),
                    rows.stream().map(row -> row.record(classes)).toList());
        }
    }

    static boolean isColumn(String name) {
        return NEEDED.contains(name)
                || FURTHER.contains(name)
                || PREFIXES.stream().anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length())
                || isFigure(name);
    }

    private static boolean isFigure(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && colon < name.length() - 1 && PREFIXES.stream().noneMatch(name::startsWith);
    }

    Run run() {
        return new Run(
                text(RUN),
                text(DATASET),
                text(STRATEGY),
                text(LOSS),
                number(SEED, Long::valueOf),
                cell(REPLICATE).isEmpty() ? 1 : positive(REPLICATE),
                cell(PLANNED).isEmpty() ? 0 : positive(PLANNED),
                cell(ARM));
    }

    int cycle() {
        return count(CYCLE);
    }

    private CycleRecord record(List<String> classes) {
        return new CycleRecord(
                cycle(),
                count(IMAGES),
                count(BOXES),
                classes.stream().map(name -> count(BOXES_OF + name)).toList(),
                evaluations(),
                numbers(LOSS_TERM, Double::valueOf),
                numbers(FORWARDS, Integer::valueOf),
                numbers(SECONDS, Double::valueOf),
                number(PEAK_MEGABYTES, Double::valueOf),
                null);
    }

    private Map<String, Evaluation> evaluations() {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        taken().filter(CycleRow::isFigure).forEach(column -> {
            Figure figure = Figure.parse(column);
            figures.computeIfAbsent(figure.evaluator(), name -> new LinkedHashMap<>())
                    .put(figure.name(), share(column));
        });
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        Evaluation.Counts unknown = new Evaluation.Counts(0, 0, 0, 0);
        figures.forEach(
                (name, values) -> evaluations.put(name, new Evaluation(name, unknown, values, List.of(), List.of())));
        return evaluations;
    }

    private <N> Map<String, N> numbers(String prefix, Function<String, N> parser) {
        Map<String, N> numbers = new LinkedHashMap<>();
        taken().filter(column -> column.startsWith(prefix))
                .forEach(column -> numbers.put(column.substring(prefix.length()), number(column, parser)));
        return numbers;
    }

    private Stream<String> taken() {
        return cells.keySet().stream().filter(column -> !cell(column).isEmpty());
    }

    /** Of the arm, where they stand in this line. */
    Map<String, String> options() {
        Map<String, String> options = ConfigKeys.of(cell(OPTIONS)).values();
        if (!cell(OPTIONS).startsWith("{") || options.containsValue(cell(OPTIONS))) {
            throw fault(OPTIONS, "must be a JSON object");
        }
        return options;
    }

    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    private String text(String column) {
        if (cell(column).isBlank()) {
            throw fault(column, "must say something");
        }
        return cell(column);
    }

    private double share(String column) {
        double value = number(column, Double::valueOf);
        if (!(value >= 0 && value <= 1) && value != Evaluation.UNDEFINED) {
            throw fault(column, "must be in [0, 1], or -1 for a figure that does not exist");
        }
        return value;
    }

    private int count(String column) {
        int count = number(column, Integer::valueOf);
        if (count < 0) {
            throw fault(column, "must not be negative");
        }
        return count;
    }

    private int positive(String column) {
        int count = count(column);
        if (count == 0) {
            throw fault(column, "must be at least 1");
        }
        return count;
    }

    private <N> N number(String column, Function<String, N> parser) {
        try {
            return parser.apply(cell(column));
        } catch (NumberFormatException e) {
            throw fault(column, "must be a number");
        }
    }

    HualeException fault(String column, String what) {
        return new HualeException(place + ": column '" + column + "' " + what + ", got '" + cell(column) + "'");
    }
}
